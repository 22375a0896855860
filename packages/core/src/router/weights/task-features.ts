import type { SignReading } from '../read-signs.ts';

/** What is weighed: a name, and how much of it the message has. Names of words begin with `w:`, of first words with `p:`. */
export type Feature = readonly [name: string, amount: number];

const WORDS = 220;
const FIRST_WORDS = 3;
/** All the words of a message together count for so much, however many they are. */
const WORD_SHARE = 0.5;
const LENGTHS = [4, 8, 14, 22, 35, 60, 120] as const;

/**
 * The features that `task-weights-data.ts` has weights for: what the signs say, the shape, and each word once. Whoever
 * changes them trains anew (`scripts/task-weights.mjs`).
 */
export function taskFeatures(reading: SignReading): Feature[] {
  return [...featuresOfSigns(reading), ...featuresOfShape(reading), ...featuresOfWords(reading)];
}

/** Lower case, digits as `0`, an ideograph by itself and with its neighbour: those scripts leave no space between words. */
export function wordsOf(text: string): string[] {
  const found = text.toLowerCase().replace(/\d+/g, '0').match(WORD) ?? [];
  return found.slice(0, WORDS).flatMap((word) => (IDEOGRAPH.test(word) ? partsOf(word) : [word]));
}

const WORD = /[\p{L}\p{M}'’]+|0(?:[.,:]0)*|[^\s\p{L}\p{M}\d]/gu;
const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]/;

function partsOf(word: string): string[] {
  const signs = Array.from(word);
  return signs.flatMap((sign, at) => (at + 1 < signs.length ? [sign, `${sign}${signs[at + 1]}`] : [sign]));
}

function featuresOfWords({ wish }: SignReading): Feature[] {
  const words = wordsOf(wish);
  const names = new Set([
    ...words.map((word) => `w:${word}`),
    ...words.slice(0, FIRST_WORDS).map((word) => `p:${word}`),
  ]);
  const amount = WORD_SHARE / Math.sqrt(names.size || 1);
  return [...names].map((name) => [name, amount]);
}

function featuresOfSigns({ evidence, task, confidence }: SignReading): Feature[] {
  const sums = new Map<string, number>();
  for (const { task: named, weight } of evidence) sums.set(named, (sums.get(named) ?? 0) + weight);
  const features: Feature[] = [
    [`taken for ${task}`, task === 'other' ? 0.7 : 1],
    [`sure of ${task}`, confidence * 1.5],
  ];
  for (const [named, sum] of sums) {
    features.push([`signs of ${named}`, Math.max(-2, Math.min(sum, 6)) / 2.5]);
    if (sum > 0) features.push([`any sign of ${named}`, 1]);
  }
  return features;
}

function featuresOfShape({ shape }: SignReading): Feature[] {
  const { wordCount, numberCount, questionCount, codeLines, traceLines, instruction } = shape;
  const sentences = instruction.match(/[.!?。]\s/g)?.length ?? 0;
  const flags: readonly (readonly [string, boolean])[] = [
    ['a number', numberCount > 0],
    ['numbers', numberCount > 1],
    ['a question', questionCount > 0],
    ['questions', questionCount > 1],
    ['a fence', shape.hasFence],
    ['a case', shape.startsTelling],
    ['parts', shape.partCount > 1],
    ['lines', instruction.includes('\n')],
    ...LENGTHS.map((length) => [`${length} words`, wordCount >= length] as const),
  ];
  return [
    ['any', 1],
    ['length', Math.log2(1 + wordCount) / 5],
    ['how many numbers', Math.min(numberCount, 5) / 3],
    ['lines of code', Math.min(codeLines, 4) / 2],
    ['lines of traces', Math.min(traceLines, 3) / 2],
    ['sentences', Math.min(sentences, 5) / 3],
    ...flags.filter(([, has]) => has).map(([name]) => [name, 1] as const),
  ];
}
