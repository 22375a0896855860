import type { TaskType } from '../../turn/chat-request.ts';

/**
 * A sign of a task: where the pattern is found in what the user asks for, the task gains (or loses) the weight. 4 decides
 * alone, 3 mostly does, 2 is strong, 1 supports; negative ones hold back a neighbour's false alarm.
 */
export interface TaskSign {
  readonly task: Exclude<TaskType, 'other'>;
  readonly sign: string;
  readonly pattern: RegExp;
  readonly weight: number;
}

/** Whole words of any alphabet that has spaces: parts of patterns, any of which may stand there. */
export function words(...alternatives: readonly string[]): RegExp {
  const source = alternatives.join('|');
  return new RegExp(`(?<![\\p{L}\\p{N}_])(?:${source})(?![\\p{L}\\p{N}_])`, 'iu');
}

/** One sign in many languages: `latin` as whole words, `rest` wherever it stands (scripts without spaces). */
export function inAnyLanguage(latin: readonly string[], rest: readonly string[]): RegExp {
  return new RegExp(`${words(...latin).source}|${rest.join('|')}`, 'iu');
}
