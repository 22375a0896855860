import { parseArgs } from 'node:util';
import { analyse, decide, embedLexically, cosine, thresholdsFor, unfitForSemantic } from '@jackdaw/core';
import { ANTONYM_PAIRS } from '../../packages/core/src/semantic/words/antonym-pairs.ts';
import { isKnownWord } from '../../packages/core/src/semantic/words/known-words.ts';
import { stem } from '../../packages/core/src/semantic/words/stem.ts';
import { isLight, STOP_WORDS } from '../../packages/core/src/semantic/words/stop-words.ts';
import { keyOf } from '../../packages/core/src/semantic/words/synonyms.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { NOISES } from './support/perturb.ts';
import { readQuestions } from './support/read-questions.ts';
import { createChanges } from './support/real-words.ts';
import { createChance, type Chance } from './support/seeded.ts';
import { UsageError } from './support/usage-error.ts';

export const name = 'surface';
export const summary =
  'what the semantic cache serves of questions with noise, by kind, and of real small changes: --questions FILE [--questions FILE …] [--count N] [--seed N] [--show missed|wrong] [--kind KIND]';

/** What MiniLM says of most texts that differ by a slip; the bar is far below. */
const NEAR = 0.95;

interface Tally {
  n: number;
  lexical: number;
  near: number;
  readonly refused: Record<string, number>;
}

/** Spoils real questions by every kind of noise and asks again. Mistakes in the arguments end with exit code 2. */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  try {
    return await Promise.resolve(evaluate(args, note));
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(error.message);
    process.exit(2);
  }
}

function evaluate(args: readonly string[], note: (text: string) => void): MeasureResult {
  const options = readArguments(args);
  const all = options.questions.flatMap(readQuestions);
  const chance = createChance(options.seed);
  const questions = sample(all, options.count, chance).filter(
    (text) => unfitForSemantic(analyse(text)) === null,
  );
  const vocabulary = vocabularyOf(all);
  const changes = createChanges(vocabulary, ANTONYM_PAIRS, sameMeaning);
  const noise: Record<string, Tally> = {};
  const real: Record<string, Tally> = {};
  let madeAnotherWord = 0;
  for (const text of questions) {
    for (const { kind, slip, apply } of NOISES) {
      const spoilt = apply(text, chance);
      if (spoilt === null || spoilt === text) continue;
      if (slip && makesAnotherWord(text, spoilt)) {
        madeAnotherWord += 1;
        continue;
      }
      const reasons = record((noise[kind] ??= empty()), text, spoilt);
      if (options.show === 'missed' && reasons.length > 0 && (options.kind ?? kind) === kind)
        note(`missed (${kind}): ${text} / ${spoilt}: ${reasons.join('; ')}`);
    }
    for (const { kind, apply } of changes) {
      const changed = apply(text, chance);
      if (changed === null || changed === text) continue;
      const reasons = record((real[kind] ??= empty()), text, changed);
      if (options.show === 'wrong' && reasons.length < 2 && (options.kind ?? kind) === kind)
        note(`wrong (${kind}): ${text} / ${changed}`);
    }
  }
  return {
    questions: questions.length,
    seed: options.seed,
    madeAnotherWord,
    noise: Object.fromEntries(Object.entries(noise).map(([kind, tally]) => [kind, shares(tally)])),
    noiseTogether: together(noise),
    realChanges: Object.fromEntries(Object.entries(real).map(([kind, tally]) => [kind, shares(tally)])),
    realChangesTogether: together(real),
  };
}

const empty = (): Tally => ({ n: 0, lexical: 0, near: 0, refused: {} });

/** Counts one pair both ways; the reasons for which it was not served, one a way of similarity. */
function record(tally: Tally, a: string, b: string): string[] {
  const [one, other] = [embedLexically(a), embedLexically(b)];
  const lexical = reasonAgainst(a, b, one === null || other === null ? 0 : cosine(one, other), 'lexical-1');
  const near = reasonAgainst(a, b, NEAR, 'minilm-l6-v2');
  tally.n += 1;
  tally.lexical += lexical === null ? 1 : 0;
  tally.near += near === null ? 1 : 0;
  const told = near ?? lexical;
  if (told !== null) {
    const guard = told.split(/[: ]/)[0] ?? told;
    tally.refused[guard] = (tally.refused[guard] ?? 0) + 1;
  }
  return [lexical, near].filter((reason) => reason !== null);
}

function reasonAgainst(
  typedA: string,
  typedB: string,
  similarity: number,
  embedderId: string,
): string | null {
  const [a, b] = [analyse(typedA), analyse(typedB)];
  const unfit = unfitForSemantic(b);
  if (unfit !== null) return `unfit: ${unfit}`;
  const { verdict, reason } = decide({ similarity, a, b, thresholds: thresholdsFor(embedderId), bar: 0 });
  return verdict === 'serve' ? null : reason;
}

function shares({ n, lexical, near, refused }: Tally) {
  return {
    n,
    lexical: share(lexical, n),
    near: share(near, n),
    refused: Object.entries(refused)
      .map(([guard, times]) => `${guard} ${times}`)
      .join(', '),
  };
}

function together(tallies: Readonly<Record<string, Tally>>) {
  const sum = (count: (tally: Tally) => number): number =>
    Object.values(tallies).reduce((total, tally) => total + count(tally), 0);
  const n = sum((tally) => tally.n);
  return {
    n,
    lexical: share(
      sum((tally) => tally.lexical),
      n,
    ),
    near: share(
      sum((tally) => tally.near),
      n,
    ),
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Number((part / whole).toFixed(4)));

/** "form" for "from": the slip gave a word, and the question is another one as far as anybody can tell. */
function makesAnotherWord(text: string, spoilt: string): boolean {
  const before = new Set(wordsOf(text));
  return wordsOf(spoilt).some((word) => !before.has(word) && word.length >= 3 && isWord(word));
}

const isWord = (word: string): boolean => isKnownWord(stem(word));

const saysLittle = (word: string): boolean => STOP_WORDS.has(word) || isLight(stem(word), 'bare');
const wordsOf = (text: string): string[] => text.toLowerCase().match(/[a-z]+/g) ?? [];
const sameMeaning = (one: string, other: string): boolean =>
  keyOf(one) === keyOf(other) || stem(one) === stem(other);

/** Words that several questions have, so that a slip in the corpus is not taken for a word of it. */
function vocabularyOf(questions: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const text of questions)
    for (const word of new Set(wordsOf(text))) counts.set(word, (counts.get(word) ?? 0) + 1);
  return new Set(
    [...counts]
      .filter(([word, times]) => times >= 3 && isWord(word) && !saysLittle(word))
      .map(([word]) => word),
  );
}

function sample(questions: readonly string[], count: number, chance: Chance): string[] {
  const left = [...new Set(questions)];
  const chosen: string[] = [];
  while (left.length > 0 && chosen.length < count) chosen.push(...left.splice(chance.below(left.length), 1));
  return chosen;
}

function readArguments(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        questions: { type: 'string', multiple: true },
        count: { type: 'string', default: '500' },
        seed: { type: 'string', default: '1' },
        show: { type: 'string' },
        kind: { type: 'string' },
      },
    });
    const { questions, show, kind } = values;
    const [count, seed] = [Number(values.count), Number(values.seed)];
    if (questions === undefined) throw new UsageError('--questions FILE is needed.');
    if (!Number.isInteger(count) || count < 1) throw new UsageError('--count is a whole number from 1 on.');
    if (!Number.isInteger(seed) || seed < 0) throw new UsageError('--seed is a whole number from 0 on.');
    return { questions, count, seed, show, kind };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(error instanceof Error ? error.message : String(error));
  }
}
