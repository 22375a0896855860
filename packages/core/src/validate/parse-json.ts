import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';

export type ParsedJson =
  | { readonly ok: true; readonly value: unknown }
  /** What is wrong and where, with line and column from 1. */
  | { readonly ok: false; readonly problem: string };

/** Strict JSON. Where it fails, a second, tolerant parser finds the place: V8's own messages often do not name it. */
export function parseJson(text: string): ParsedJson {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false, problem: firstProblem(text) };
  }
}

function firstProblem(text: string): string {
  const errors: ParseError[] = [];
  try {
    parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  } catch {
    return 'nested too deeply'; // this parser recurses, unlike V8's
  }
  const first = errors[0];
  if (first === undefined) return 'not JSON';
  const before = text.slice(0, first.offset).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const words = printParseErrorCode(first.error)
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return `${words} at line ${before.length}, column ${column}`;
}
