import { parse, printParseErrorCode, type ParseError } from 'jsonc-parser';
import type { z } from 'zod';
import { JackdawError } from '../errors/index.ts';
import { configSchema, type Config } from './config-schema.ts';
import { nearestWord } from './nearest-word.ts';
import { placesOf, settingsAt } from './settings-at.ts';

/** The parser's codes in words. */
const SYNTAX: Readonly<Record<string, string>> = {
  InvalidSymbol: 'a word that JSON does not know; texts stand in double quotes',
  InvalidNumberFormat: 'a number that cannot be read',
  PropertyNameExpected: 'the name of a setting, in double quotes, is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is more after the end',
  UnexpectedEndOfString: 'a text does not end',
  UnexpectedEndOfComment: 'a comment does not end',
};

/**
 * The text of a config file, checked: JSON with comments and trailing commas. Throws `invalid_config` that names the
 * file, the place and what is expected.
 */
export function parseConfig(text: string, file: string): Config {
  const errors: ParseError[] = [];
  const value: unknown = text.trim() === '' ? {} : parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (first !== undefined) {
    const { line, column } = placeOf(text, first.offset);
    throw new JackdawError(
      'invalid_config',
      `${file} line ${line}, column ${column}: ${SYNTAX[printParseErrorCode(first.error)] ?? 'this is not JSON'}. Mend the file, or move it away to start with the defaults.`,
    );
  }
  const checked = configSchema.safeParse(value);
  if (!checked.success) {
    const issues = checked.error.issues.flatMap((issue) =>
      issue.code === 'unrecognized_keys'
        ? issue.keys.map((key) => unknownSetting(key, issue.path))
        : [`  ${issue.path.join('.') || '(whole file)'}: ${issue.message}${meantValue(issue, value)}`],
    );
    throw new JackdawError(
      'invalid_config',
      `${file} has settings that jackdaw cannot use. Mend them, or move the file away to start with the defaults:\n${issues.join('\n')}`,
    );
  }
  return checked.data;
}

function unknownSetting(key: string, path: readonly PropertyKey[]): string {
  const inside = path.map((part) => `${String(part)}.`).join('');
  const near = nearestWord(key, settingsAt(configSchema, path));
  // In its place under another name, or under its own name in another place.
  const meant = near === null ? placesOf(configSchema, key) : [inside + near];
  return `  ${inside}${key}: there is no such setting${meant.length === 0 ? '' : `. Did you mean ${meant.join(' or ')}?`}`;
}

/** For a word that is no choice: the one that was probably meant. */
function meantValue(issue: z.core.$ZodIssue, whole: unknown): string {
  if (issue.code !== 'invalid_value') return '';
  const given = valueAt(whole, issue.path);
  const choices = issue.values.filter((choice) => typeof choice === 'string');
  const near = typeof given === 'string' ? nearestWord(given, choices) : null;
  return near === null ? '' : `. Did you mean ${JSON.stringify(near)}?`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inner, part) => (typeof inner === 'object' && inner !== null ? Reflect.get(inner, part) : undefined),
    value,
  );
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
