import { readFileSync } from 'node:fs';
import type { JsonObject } from '@jackdaw/core';
import { HOPELESS, NOT_MEANT } from './repair-hopeless.ts';
import { printJson, STRICT, type Style } from './repair-print.ts';
import { createIntended, type Ingredient, type Intended } from './repair-values.ts';
import { createChance, type Chance } from './seeded.ts';
import { UsageError } from './usage-error.ts';

export interface RepairCase {
  readonly id: string;
  readonly kind: string;
  readonly text: string;
  readonly schema: JsonObject | undefined;
  /** What was meant; absent where nobody can know. */
  readonly expected?: unknown;
  readonly repairable: boolean;
  /** Its words say that the value in it is not the answer: no value is right. */
  readonly disowned?: boolean;
}

type Malform = (intended: Intended, chance: Chance) => string;

const styled =
  (style: Partial<Style>): Malform =>
  ({ value }, chance) =>
    printJson(value, { ...STRICT, indent: chance.next() < 0.5, ...style }, chance);
const plain = styled({});

const BEFORE = [
  'Here is the JSON you asked for:', 'Sure! ', 'json', 'JSON:', 'Based on the review [1], the result is:', 'I used {placeholders} as told. Result:',
  "Let's see, here's the answer as requested,", 'The customer said "never again". So:', '<answer>', '**Result**',
]; // prettier-ignore
const AFTER = [
  'Let me know if you need anything else!', "I hope that's what you wanted.", '</answer>', 'Note that the score is an estimate (see [docs](https://example.com)).',
  'Let me know if anything should be changed, or if you want an example.', 'I set the score by the tone of the review, since no stars were given.', "If you'd like another format instead, just say so.",
]; // prettier-ignore

function around(text: string, chance: Chance, where: 'before' | 'after' | 'both'): string {
  const before = where === 'after' ? '' : `${chance.pick(BEFORE) ?? ''}\n`;
  const after = where === 'before' ? '' : `\n\n${chance.pick(AFTER) ?? ''}`;
  return before + text + after;
}

function fence(text: string, chance: Chance): string {
  return `\`\`\`${chance.pick(['json', '', 'JSON', 'python']) ?? ''}\n${text}\n\`\`\``;
}

/** Brackets at the very end left out; where a number would be last it may go on, so it is followed by its line's end. */
const withoutClosers: Malform = (intended, chance) => {
  const text = plain(intended, chance);
  const tail = /[\]}\s]*$/.exec(text)?.[0] ?? '';
  const body = text.slice(0, text.length - tail.length);
  const closers = tail.replaceAll(/\s/g, '');
  if (/[[{,:]$/.test(body)) return text.slice(0, -1); // the last value is empty: its own brackets stay
  const kept = closers.slice(0, chance.below(2) === 0 ? 0 : closers.length - 1);
  return `${body}${kept}${/\d$/.test(body + kept) ? '\n' : ''}`;
};

/** Each kind of fault whose intended value can be told, with what the value must hold for it. */
const REPAIRABLE: Readonly<Record<string, readonly [Ingredient, Malform]>> = {
  fence: ['plain', (intended, chance) => fence(plain(intended, chance), chance)],
  'prose before': ['plain', (intended, chance) => around(plain(intended, chance), chance, 'before')],
  'prose after': ['plain', (intended, chance) => around(plain(intended, chance), chance, 'after')],
  'prose and fence': ['plain', (i, chance) => around(fence(plain(i, chance), chance), chance, 'both')],
  'another value': [
    'plain',
    (i, chance) => `With {"draft": true, "of": [1, 2]} in mind:\n${plain(i, chance)}\nSource: [3]`,
  ],
  'trailing commas': ['plain', styled({ trailingCommas: true })],
  'single quotes': ['plain', styled({ quotes: 'single' })],
  'smart quotes': ['plain', styled({ quotes: 'smart' })],
  'unquoted keys': ['plain', styled({ bareKeys: true })],
  'raw line breaks': ['lines', styled({ rawControls: true })],
  'inner quotes': ['quotes', styled({ rawQuotes: true })],
  'python literals': ['literals', styled({ python: true })],
  'python dict': ['literals', styled({ python: true, quotes: 'single' })],
  comments: ['plain', styled({ comments: true })],
  'missing commas': ['plain', styled({ indent: true, noCommas: true })],
  'missing closers': ['plain', withoutClosers],
  'a bracket too many': ['plain', (intended, chance) => `${plain(intended, chance)}}`],
  'encoded twice': ['plain', (intended, chance) => JSON.stringify(plain(intended, chance))],
  'escaped quotes': [
    'plain',
    (intended, chance) => JSON.stringify(styled({ indent: false })(intended, chance)).slice(1, -1),
  ],
  'byte order mark': ['plain', (intended, chance) => `\ufeff${plain(intended, chance)}`],
  'javascript object': [
    'lines',
    styled({ bareKeys: true, quotes: 'single', trailingCommas: true, rawControls: true }),
  ],
  'fence and commas': [
    'plain',
    (i, chance) => around(fence(styled({ trailingCommas: true })(i, chance), chance), chance, 'both'),
  ],
  'fence and closers': ['plain', (i, chance) => `\`\`\`json\n${withoutClosers(i, chance).trimEnd()}\n\`\`\``],
  'prose and python': [
    'literals',
    (i, chance) =>
      around(styled({ python: true, quotes: 'single', comments: true })(i, chance), chance, 'both'),
  ],
};

/** Malformed outputs of every kind, `each` of a kind, the same for the same seed. Strict JSON never is among the faults. */
export function createRepairCases(seed: number, each: number): RepairCase[] {
  const cases: RepairCase[] = [];
  for (const [kind, [ingredient, malform]] of Object.entries(REPAIRABLE)) {
    cases.push(...createKind(seed, each, kind, ingredient, malform, true));
  }
  for (const [kind, malform] of Object.entries(HOPELESS)) {
    cases.push(...createKind(seed, each, kind, 'plain', malform, false));
  }
  return cases;
}

function createKind(
  seed: number,
  each: number,
  kind: string,
  ingredient: Ingredient,
  malform: (intended: Intended, chance: Chance) => string | null,
  repairable: boolean,
): RepairCase[] {
  const chance = createChance(seed ^ hash(kind));
  const cases: RepairCase[] = [];
  while (cases.length < each) {
    const intended = createIntended(chance, ingredient);
    const text = malform(intended, chance);
    if (text === null || isSound(text, intended)) continue;
    const id = `${kind} ${cases.length + 1}`;
    const disowned = NOT_MEANT.has(kind);
    cases.push({ id, kind, text, schema: intended.schema, expected: intended.value, repairable, disowned });
  }
  return cases;
}

/** The chance fault may have hit nothing, or have made another valid text that nobody can tell from an intended one. */
function isSound(text: string, { value }: Intended): boolean {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed !== 'string' || Object.keys(value).length === 0;
  } catch {
    return Object.keys(value).length === 0;
  }
}

function hash(text: string): number {
  return text.split('').reduce((sum, character) => (Math.imul(sum, 31) + character.charCodeAt(0)) | 0, 7);
}

/**
 * Reads cases, one JSON object a line: `text` (or `output`, `raw`, `input`), and where there are any `id`, `schema`, `kind`,
 * `expected` (or `value`, `intended`) and `repairable`. Without `repairable`, a case is that says what was expected, unless
 * that is null. Throws UsageError.
 */
export function readRepairCases(file: string): RepairCase[] {
  let lines: string[];
  try {
    lines = readFileSync(file, 'utf8').split(/\r?\n/);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
  return lines.flatMap((line, index) => (line.trim() === '' ? [] : [caseOf(line, file, index + 1)]));
}

const TEXT = ['text', 'output', 'raw', 'input'];
const EXPECTED = ['expected', 'value', 'intended'];

function caseOf(line: string, file: string, number: number): RepairCase {
  const row = recordOf(line);
  const { id = number, schema, kind } = row ?? {};
  const text = TEXT.map((name) => row?.[name]).find((value) => typeof value === 'string');
  const told = EXPECTED.find((name) => row !== null && Object.hasOwn(row, name));
  const expected = told === undefined ? undefined : row?.[told];
  const repairable = row?.['repairable'] ?? (expected !== undefined && expected !== null);
  const ruled = schema === undefined || schema === null || typeof schema === 'object';
  if (row === null || typeof text !== 'string' || !ruled || typeof repairable !== 'boolean') {
    throw new UsageError(
      `${file}:${number} is not a case {"id"?, "text", "schema"?, "expected"?, "repairable"?: true or false}.`,
    );
  }
  return {
    id: String(id),
    kind: typeof kind === 'string' ? kind : 'given',
    text,
    schema: (schema ?? undefined) as JsonObject | undefined,
    ...(told === undefined || (expected === null && !repairable) ? {} : { expected }),
    repairable,
  };
}

function recordOf(line: string): Record<string, unknown> | null {
  try {
    const row: unknown = JSON.parse(line);
    return typeof row === 'object' && row !== null ? (row as Record<string, unknown>) : null;
  } catch {
    return null;
  }
}
