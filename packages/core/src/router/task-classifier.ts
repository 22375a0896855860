import type { TaskType } from '../turn/chat-request.ts';
import { TASK_FEATURES } from './task-features.ts';

export interface TaskGuess {
  readonly task: TaskType;
  /** 0 to 1. */
  readonly confidence: number;
}

/** A request is told by how it begins and how it ends; what lies between is material. Keeps the cost constant. */
const HEAD_CHARACTERS = 1_500;
const TAIL_CHARACTERS = 500;

/** Words up to which a question is short, and from which on it is not simple. */
const SHORT_WORDS = 16;
const LONG_WORDS = 60;

/** Evidence that counts against every guess: with one weak sign alone nobody should be sure. */
const DOUBT = 1;
const UNSURE = 0.5;

/**
 * What kind of work a user's message asks for, from the table of features: each task's weights are added up, the
 * highest sum wins, and confidence is its share of all evidence and doubt. Up to 0.5 the
 * task is `other`: two tasks are level, or one weak sign stands alone. Deterministic; 10 to 200 microseconds.
 */
export function classifyTask(message: string): TaskGuess {
  const text =
    message.length > HEAD_CHARACTERS + TAIL_CHARACTERS
      ? `${message.slice(0, HEAD_CHARACTERS)}\n${message.slice(-TAIL_CHARACTERS)}`
      : message;
  const scores = new Map<TaskType, number>();
  for (const { task, pattern, weight } of TASK_FEATURES) {
    if (pattern.test(text)) scores.set(task, (scores.get(task) ?? 0) + weight);
  }
  scores.set('simple_qa', (scores.get('simple_qa') ?? 0) + shortness(message));
  return strongest(scores);
}

/** A simple question is short and ends in a question mark; a long text is not one, however it begins. */
function shortness(message: string): number {
  const trimmed = message.slice(0, HEAD_CHARACTERS).trim();
  const words = trimmed.split(/\s+/).length;
  if (words > LONG_WORDS) return -4;
  if (words > SHORT_WORDS) return -1;
  return trimmed.endsWith('?') ? 1 : 0;
}

function strongest(scores: ReadonlyMap<TaskType, number>): TaskGuess {
  let best: TaskType = 'other';
  let bestScore = 0;
  let evidence = DOUBT;
  for (const [task, score] of scores) {
    if (score <= 0) continue;
    evidence += score;
    if (score > bestScore) [best, bestScore] = [task, score];
  }
  const confidence = Math.round((bestScore / evidence) * 100) / 100;
  return confidence <= UNSURE ? { task: 'other', confidence } : { task: best, confidence };
}
