import type { TaskType } from '../task-type.ts';

/**
 * A sign of a task: where the pattern is found in what the user asks for, the task gains (or loses) the weight. 4 decides
 * alone, 3 mostly does, 2 is strong, 1 supports; negative ones hold back a neighbour's false alarm.
 */
export interface TaskSign {
  readonly task: Exclude<TaskType, 'other'>;
  readonly sign: string;
  readonly pattern: RegExp;
  readonly weight: number;
  /** It is no simple question then, unless other signs say so: single words are not enough. */
  readonly isFirm?: true;
}

/** Letters of the alphabets whose words have spaces between them: Latin, Greek, Cyrillic, in either case. */
const LETTERS = 'a-zÀ-ɏͰ-ԯḀ-ỿ';

/**
 * A pattern that knows these letters as `\p{L}`, in either case. The engine's own `\p{L}` takes milliseconds to compile
 * where case is ignored, and knows ideographs too, after which a word may well begin.
 */
export function patternOf(source: string): RegExp {
  const plain = source
    .replaceAll('\\p{N}', '\\d')
    .replaceAll('\\P{L}', `[^${LETTERS}]`)
    .replaceAll(/\[[^\]]*\\p\{L\}[^\]]*\]/g, (set) => set.replaceAll('\\p{L}', LETTERS))
    .replaceAll('\\p{L}', `[${LETTERS}]`);
  return new RegExp(plain, 'i');
}

/** Whole words of any alphabet that has spaces: parts of patterns, any of which may stand there. */
export function words(...alternatives: readonly string[]): RegExp {
  return patternOf(whole(alternatives));
}

/** One sign in many languages: `latin` as whole words, `rest` wherever it stands (scripts without spaces). */
export function inAnyLanguage(latin: readonly string[], rest: readonly string[]): RegExp {
  return patternOf(`${whole(latin)}|${rest.join('|')}`);
}

/** Holds where each pattern is found somewhere, in whatever order. */
export function allOf(...patterns: readonly RegExp[]): RegExp {
  return new RegExp(`^${patterns.map(({ source }) => `(?=[^]*?(?:${source}))`).join('')}`, 'i');
}

function whole(alternatives: readonly string[]): string {
  return `(?<![\\p{L}\\p{N}_])(?:${alternatives.join('|')})(?![\\p{L}\\p{N}_])`;
}
