import { splitBlocks } from '../markdown/index.ts';

/** Gathers an answer's text and gives finished Markdown blocks away one by one. */
export interface AnswerText {
  push(text: string): void;
  /** Blocks that are finished since the last call; empty where none is. */
  takeFinished(): string;
  /** The block that is still being written. */
  tail(): string;
  /** The rest, finished or not, when nothing more comes. */
  takeRest(): string;
  /** Whether any text has arrived. */
  started(): boolean;
}

/** From this length on, a block that goes on growing is looked at less often: each look reads all of it. Characters. */
const LONG = 8_000;
const GROWTH = 1.1;

export function createAnswerText(): AnswerText {
  let tail = '';
  let lookedAt = 0;
  let unsplit = false;
  let started = false;
  return {
    push(text) {
      if (text === '') return;
      tail += text;
      unsplit = true;
      started = true;
    },
    takeFinished() {
      if (!unsplit || (tail.length > LONG && tail.length < lookedAt * GROWTH)) return '';
      unsplit = false;
      const split = splitBlocks(tail);
      tail = split.tail;
      lookedAt = tail.length;
      return split.finished;
    },
    tail: () => tail,
    takeRest() {
      const rest = tail;
      tail = '';
      unsplit = false;
      return rest;
    },
    started: () => started,
  };
}
