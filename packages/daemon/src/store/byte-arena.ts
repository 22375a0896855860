const CHUNK = 64 * 1024;
/** Chunks that stay for later while nothing is in them. */
const KEPT = 16;
const MOST_BYTES_A_CHARACTER = 3;

/** Bytes at a place that is theirs until their arena is emptied. */
export interface Place {
  readonly chunk: Buffer;
  readonly from: number;
  readonly to: number;
}

/** Chunks that are in no arena. */
export type Spare = Buffer[];

/**
 * Texts that wait, as bytes outside of what V8 collects. As strings they would be copied twice by it, and then marked by
 * other threads, only to be dropped a tenth of a second later.
 */
export class ByteArena {
  readonly #spare: Spare;
  #chunks: Buffer[] = [];
  /** Bytes taken of the last chunk. */
  #used = CHUNK;
  /** Bytes that it holds. */
  size = 0;

  constructor(spare: Spare) {
    this.#spare = spare;
  }

  /** `head` has ASCII characters alone. */
  put(head: string, text: string): Place {
    const most = head.length + text.length * MOST_BYTES_A_CHARACTER;
    if (most > CHUNK) {
      const chunk = Buffer.from(head + text);
      this.size += chunk.length;
      return { chunk, from: 0, to: chunk.length };
    }
    let chunk = this.#chunks.at(-1);
    if (chunk === undefined || this.#used + most > CHUNK) {
      // What is left of the chunk before is held as well.
      if (chunk !== undefined) this.size += CHUNK - this.#used;
      chunk = this.#spare.pop() ?? Buffer.allocUnsafeSlow(CHUNK);
      this.#chunks.push(chunk);
      this.#used = 0;
    }
    const from = this.#used;
    const middle = from + chunk.write(head, from, 'latin1');
    this.#used = middle + chunk.write(text, middle);
    this.size += this.#used - from;
    return { chunk, from, to: this.#used };
  }

  /** Takes over all that is in `other`, which is not to be used any more. */
  absorb(other: ByteArena): void {
    this.#chunks = [...other.#chunks, ...this.#chunks];
    this.size += other.size;
  }

  /** What was in it must not be read any more: its place is taken by what comes next. */
  empty(): void {
    for (const chunk of this.#chunks) if (this.#spare.length < KEPT) this.#spare.push(chunk);
    this.#chunks = [];
    this.#used = CHUNK;
    this.size = 0;
  }
}
