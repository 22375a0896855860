import { readJson, type CutMember, type NotRead, type ReadJson } from './read-json.ts';
import type { Repair } from './repair.ts';
import type { Source } from './source.ts';

/** Values in one text; more are a log, not an answer. */
const MAX_READINGS = 50;
/** Brackets in prose. */
const MAX_SKIPPED = 1_000;

export interface Reading {
  readonly start: number;
  readonly read: ReadJson;
  readonly repairs: readonly Repair[];
}

export type Readings =
  | { readonly ok: true; readonly readings: readonly Reading[] }
  | { readonly ok: false; readonly problem: string; readonly at: number };

const FENCE_BEFORE = /```[\w-]*\s*$/;
/** A key or the rest of a list outside of every bracket: part of an answer whose brackets are not where they belong. */
const KEY = /["'”’]\s*:/;
const CONTINUES = /^\s*(?:,\s*["'“‘{[]|:)/;
const CONTINUED = /["'”’}\]\d]\s*,\s*$/;

/**
 * The objects and arrays that lie in the text, with what is around them. Not ok where a part of the text looks like
 * JSON and cannot be read: it might be the answer, or what was found a part of it.
 */
export function findReadings(source: Source, cutMember: CutMember): Readings {
  const { text } = source;
  const readings: Reading[] = [];
  let skipped: Int32Array | null = null;
  let skips = 0;
  let proseStart = 0;
  let at = 0;
  while ((at = nextBracket(text, at)) < text.length) {
    const prose = text.slice(proseStart, at);
    const character = text[at];
    if (character === '}' || character === ']')
      return { ok: false, problem: 'a bracket that nothing opened', at };
    const read = readJson(source, at, cutMember);
    if (read.ok) {
      const problem =
        proseProblem(prose, readings.length > 0) ??
        (CONTINUED.test(prose) ? 'a list without brackets' : null);
      if (problem !== null) return { ok: false, problem, at };
      if (readings.length === MAX_READINGS) return { ok: false, problem: 'too many values', at };
      const { end, extra } = afterExtraBrackets(text, read.end, character);
      readings.push({ start: at, read, repairs: repairsOf(prose, read, extra) });
      at = proseStart = end;
    } else {
      skipped ??= matchBrackets(text);
      const end = skipped[at] ?? -1;
      if (read.begun || end === -1) return notRead(read);
      const problem = proseProblem(prose, readings.length > 0);
      if (problem !== null) return { ok: false, problem, at };
      skips += 1;
      if (skips > MAX_SKIPPED) return { ok: false, problem: 'too many brackets in its prose', at };
      at = proseStart = end + 1;
    }
  }
  const problem = readings.length === 0 ? null : proseProblem(text.slice(proseStart), true);
  if (problem !== null) return { ok: false, problem, at: proseStart };
  return { ok: true, readings: withProseAfter(readings, text.slice(proseStart)) };
}

function notRead({ problem, at }: NotRead): Readings {
  return { ok: false, problem, at };
}

function proseProblem(prose: string, isAfter: boolean): string | null {
  if (KEY.test(prose)) return 'a key outside of any bracket';
  return isAfter && CONTINUES.test(prose) ? 'more members after the last bracket' : null;
}

function repairsOf(prose: string, read: ReadJson, extra: boolean): Repair[] {
  const repairs: Repair[] = [...read.repairs];
  if (extra) repairs.push('extra-bracket');
  if (FENCE_BEFORE.test(prose)) repairs.push('code-fence');
  if (prose.replace(FENCE_BEFORE, '').trim() !== '') repairs.push('prose');
  return repairs;
}

function withProseAfter(readings: readonly Reading[], rest: string): readonly Reading[] {
  if (rest.replace(/^\s*```/, '').trim() === '') return readings;
  return readings.map((reading) =>
    reading.repairs.includes('prose') ? reading : { ...reading, repairs: [...reading.repairs, 'prose'] },
  );
}

/** One bracket too many after an object is a slip. After an array it may be the end of one whose beginning is missing. */
function afterExtraBrackets(text: string, end: number, opener: string | undefined) {
  const extra =
    opener === '{' ? (/^\s*\}(?=[\s}]*(?:```|$))[\s}]*/.exec(text.slice(end, end + 200))?.[0] ?? '') : '';
  return { end: end + extra.length, extra: extra !== '' };
}

function nextBracket(text: string, from: number): number {
  const bracket = /[{}[\]]/g;
  bracket.lastIndex = from;
  return bracket.exec(text)?.index ?? text.length;
}

/** For each opening bracket the place of its closing one, -1 where it has none. */
function matchBrackets(text: string): Int32Array {
  const matches = new Int32Array(text.length).fill(-1);
  const open: number[] = [];
  for (let at = nextBracket(text, 0); at < text.length; at = nextBracket(text, at + 1)) {
    const character = text[at];
    if (character === '{' || character === '[') open.push(at);
    else if (text[open.at(-1) ?? -1] === (character === '}' ? '{' : '[')) matches[open.pop() ?? 0] = at;
  }
  return matches;
}
