import type { Clock } from '../clock/index.ts';

const EVERY_MS = 250;
const EVERY_CHARACTERS = 4096;
/** Nobody reads it; without one, each `abort` makes an exception with a stack. */
const WAITED_ENOUGH = 'the wait is over';

/**
 * Decides when the text that has come is worth a write: a crash may cost a quarter of a second of it, also where the
 * answer then stood still for minutes.
 */
export interface PartialWriter {
  add(text: string): void;
  /** Nothing is written from here on; how many pieces were. */
  end(): number;
}

/** `write` is called with the number of the piece, from 0, and its text. */
export function createPartialWriter(
  write: (chunk: number, text: string) => void,
  clock: Pick<Clock, 'monotonic' | 'sleep'>,
): PartialWriter {
  let pending: string[] = [];
  let characters = 0;
  let since = clock.monotonic();
  let chunks = 0;
  let waiting: AbortController | null = null;

  function flush(): void {
    stopWaiting();
    write(chunks, pending.join(''));
    pending = [];
    characters = 0;
    since = clock.monotonic();
    chunks += 1;
  }

  function stopWaiting(): void {
    waiting?.abort(WAITED_ENOUGH);
    waiting = null;
  }

  return {
    add(text) {
      pending.push(text);
      characters += text.length;
      const left = EVERY_MS - (clock.monotonic() - since);
      if (characters >= EVERY_CHARACTERS || left <= 0) return flush();
      if (waiting !== null) return;
      waiting = new AbortController();
      clock.sleep(left, waiting.signal).then(flush, () => {});
    },
    end() {
      stopWaiting();
      return chunks;
    },
  };
}
