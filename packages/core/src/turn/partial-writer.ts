import type { StoreOperation } from '../store/index.ts';

const EVERY_MS = 250;
const EVERY_CHARACTERS = 4096;

/** Decides when the text that has come is worth a write: a crash may cost a quarter of a second of it. */
export interface PartialWriter {
  /** The write to make now, or null. */
  add(text: string): StoreOperation | null;
  readonly chunks: number;
}

export function createPartialWriter(
  write: (chunk: number, text: string) => StoreOperation,
  monotonic: () => number,
): PartialWriter {
  let pending: string[] = [];
  let characters = 0;
  let since = monotonic();
  let chunks = 0;
  return {
    get chunks() {
      return chunks;
    },
    add(text) {
      pending.push(text);
      characters += text.length;
      const now = monotonic();
      if (characters < EVERY_CHARACTERS && now - since < EVERY_MS) return null;
      const operation = write(chunks, pending.join(''));
      pending = [];
      characters = 0;
      since = now;
      chunks += 1;
      return operation;
    },
  };
}
