import { canonicalJson } from '../../cache/canonical-json.ts';
import { findReadings, type Reading } from './find-readings.ts';
import { proseDoubt } from './prose-doubt.ts';
import { readJson, type CutMember } from './read-json.ts';
import type { Repair } from './repair.ts';
import { createSource } from './source.ts';

/** Null for a value that is accepted, else what is wrong with it. Must not throw. */
export type AcceptValue = (value: unknown) => string | null;

export type RepairedJson =
  /** `repairs` is empty where the text was strict JSON. */
  | { readonly kind: 'value'; readonly value: unknown; readonly repairs: readonly Repair[] }
  /** No reading, or more than one. `reason` is a clause without a full stop, in bounded length. */
  | { readonly kind: 'hopeless'; readonly reason: string };

export interface RepairOptions {
  /** For a text that breaks off within a member: `refuse` (the default), or `drop` the member, whose content is then lost. */
  readonly cutMember?: CutMember;
}

/** Characters. Longer than any answer of today's models. */
const MAX_LENGTH = 4_000_000;
/** Other places of a missing bracket that are tried, and characters read for it. */
const MAX_OTHER_PLACES = 200;
const MAX_OTHER_CHARACTERS = 4_000_000;

const FENCED_ALONE = /^```[\w-]*\s*([^`]*?)\s*```$/;
const ESCAPED_START = /^[{[]\s*(?:[{[]\s*)*\\"/;

/**
 * Reads what was meant as JSON. Strict JSON that is accepted comes back unchanged. Else the text is read tolerantly,
 * and its value given only where no other reading is accepted too: nothing is guessed, no value invented, completed or
 * converted. docs/decisions/0040-repair-of-structured-answers.md has the rules. Never throws; near linear in the length.
 */
export function repairJson(
  text: string,
  accept: AcceptValue = () => null,
  { cutMember = 'refuse' }: RepairOptions = {},
): RepairedJson {
  if (text.length > MAX_LENGTH) return hopeless(`it is longer than ${MAX_LENGTH} characters`);
  return repair(text, accept, cutMember, true);
}

function repair(text: string, accept: AcceptValue, cutMember: CutMember, mayUnwrap: boolean): RepairedJson {
  const strict = parse(text);
  if (strict.ok) return acceptOrUnwrap(strict.value, [], accept, cutMember, mayUnwrap);

  const withoutMark = text.replace(/^\s*\ufeff/, '').trim();
  const mark: Repair[] = /^\s*\ufeff/.test(text) ? ['byte-order-mark'] : [];
  const bare = parse(withoutMark);
  if (bare.ok) return acceptOrUnwrap(bare.value, mark, accept, cutMember, mayUnwrap);

  const fenced = FENCED_ALONE.exec(withoutMark)?.[1];
  const inFence = fenced === undefined ? null : parse(fenced);
  if (inFence?.ok)
    return acceptOrUnwrap(inFence.value, [...mark, 'code-fence'], accept, cutMember, mayUnwrap);

  if (mayUnwrap && ESCAPED_START.test(fenced ?? withoutMark)) {
    const unescaped = parse(`"${fenced ?? withoutMark}"`);
    if (unescaped.ok && typeof unescaped.value === 'string') {
      const inner = repair(unescaped.value, accept, cutMember, false);
      return withRepairs(inner, [
        ...mark,
        ...(fenced === undefined ? [] : ['code-fence' as const]),
        'escaped-quotes',
      ]);
    }
  }
  // White space at the end tells that a number before it is whole.
  return withRepairs(readTolerantly(text.replace(/^\s*\ufeff/, ''), accept, cutMember), mark);
}

/** Strict JSON. A string that is not accepted may hold the value, encoded once more. */
function acceptOrUnwrap(
  value: unknown,
  repairs: readonly Repair[],
  accept: AcceptValue,
  cutMember: CutMember,
  mayUnwrap: boolean,
): RepairedJson {
  const problem = accept(value);
  if (problem === null) return { kind: 'value', value, repairs };
  if (typeof value !== 'string' || !mayUnwrap) return unaccepted(problem);
  const inner = repair(value, accept, cutMember, false);
  return inner.kind === 'value' ? withRepairs(inner, [...repairs, 'double-encoded']) : unaccepted(problem);
}

function readTolerantly(text: string, accept: AcceptValue, cutMember: CutMember): RepairedJson {
  const found = findReadings(createSource(text), cutMember);
  if (!found.ok) return hopeless(`it has ${found.problem} ${placeIn(text, found.at)}`);
  if (found.readings.length === 0) return hopeless('it holds no JSON object or array');

  let problem = '';
  const accepted = new Map<string, { readonly value: unknown; readonly reading: Reading }>();
  for (const reading of found.readings) {
    const value: unknown = JSON.parse(reading.read.json);
    const refused = accept(value);
    if (refused === null) accepted.set(canonicalJson(value), { value, reading });
    else problem = refused;
  }
  const [only, another] = accepted;
  if (only === undefined) return unaccepted(problem);
  if (another !== undefined) return hopeless('it holds several values that satisfy the schema');
  const [canonical, { value, reading }] = only;
  if (hasOtherReading(text, canonical, reading, accept, cutMember)) {
    return hopeless('it lacks a bracket, which may belong in several places');
  }
  const { start, read, repairs } = reading;
  const doubt = proseDoubt(text.slice(0, start), text.slice(read.end));
  return doubt === null ? { kind: 'value', value, repairs } : hopeless(doubt);
}

/** Whether a missing bracket, put in another of its possible places, gives another accepted value. */
function hasOtherReading(
  text: string,
  canonical: string,
  { start, read }: Reading,
  accept: AcceptValue,
  cutMember: CutMember,
): boolean {
  const places = read.otherPlaces;
  if (places.length > MAX_OTHER_PLACES || places.length * text.length > MAX_OTHER_CHARACTERS) return true;
  return places.some(({ at, closer }) => {
    const other = readJson(createSource(text.slice(0, at) + closer + text.slice(at)), start, cutMember);
    if (!other.ok) return false;
    const value: unknown = JSON.parse(other.json);
    return accept(value) === null && canonicalJson(value) !== canonical;
  });
}

function parse(text: string): { readonly ok: true; readonly value: unknown } | { readonly ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

function withRepairs(repaired: RepairedJson, more: readonly Repair[]): RepairedJson {
  if (repaired.kind !== 'value' || more.length === 0) return repaired;
  return { ...repaired, repairs: [...new Set([...more, ...repaired.repairs])] };
}

function unaccepted(problem: string): RepairedJson {
  return hopeless(`it does not satisfy the schema: ${problem}`);
}

function hopeless(reason: string): RepairedJson {
  return { kind: 'hopeless', reason };
}

function placeIn(text: string, at: number): string {
  const before = text.slice(0, at).split('\n');
  return `at line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
