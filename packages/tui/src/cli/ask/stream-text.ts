import { neutralise } from '../../text/neutralise.ts';

/** An escape sequence, a line end or a character of two code units that the next piece may finish. */
const UNFINISHED =
  /(?:\u001b[\]PX^_][^\u0007\u001b]{0,256}\u001b?|\u001b[^\u0007\u001b]{0,256}|\r|[\ud800-\udbff])$/;
const FINISHED = /^(?:\u001b\[[\u0030-\u003f]*[\u0020-\u002f]*[\u0040-\u007e]|\u001b[^[\]PX^_\u0000-\u001f])/;

export interface TextStream {
  /** The next piece of an answer; what of it can be written now. */
  push(text: string): string;
  /** What was held back. */
  end(): string;
}

/** Makes streamed text safe for a terminal also where an escape sequence is cut between two pieces. */
export function createTextStream(): TextStream {
  let held = '';
  return {
    push(text) {
      const all = held + text;
      const tail = UNFINISHED.exec(all)?.[0] ?? '';
      held = FINISHED.test(tail) ? '' : tail;
      return neutralise(held === '' ? all : all.slice(0, -held.length));
    },
    end() {
      const rest = neutralise(held);
      held = '';
      return rest;
    },
  };
}
