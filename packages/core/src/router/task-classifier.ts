import { readSigns, type Likeness } from './read-signs.ts';
import type { TaskType } from './task-type.ts';
import { weighTask } from './weights/index.ts';

export interface TaskGuess {
  readonly task: TaskType;
  /** 0 to 1: how likely it is that the message asks for this task. */
  readonly confidence: number;
}

export interface TaskReading extends TaskGuess {
  /** What spoke for the task, strongest first, for people. */
  readonly signs: readonly string[];
  readonly wordCount: number;
  /** No sign of a task of its own: in a conversation, a short message of that kind goes on with what it is about. */
  readonly isVague: boolean;
}

/**
 * What kind of work a user's message asks for; a schema that the answer must satisfy is a sign of its own. Signs, shape,
 * likeness to example prompts and single words are weighed together (`weighTask`). Deterministic; well under a millisecond.
 */
export function readTask(message: string, likeness?: Likeness, hasSchema = false): TaskReading {
  const reading = readSigns(message, likeness, hasSchema);
  return { ...weighTask(reading), wordCount: reading.shape.wordCount, isVague: reading.task === 'other' };
}

/** As `readTask`, without what spoke for it. */
export function classifyTask(message: string, likeness?: Likeness): TaskGuess {
  const { task, confidence } = readTask(message, likeness);
  return { task, confidence };
}
