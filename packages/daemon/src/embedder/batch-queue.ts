import type { Embedder } from '@jackdaw/core';

type Vectors = (Float32Array | null)[];

export interface BatchQueue {
  readonly embed: Embedder['embed'];
}

interface Waiting {
  readonly texts: readonly string[];
  readonly vectors: Vectors;
  readonly settle: PromiseWithResolvers<Vectors>;
  /** Index of the first text that is in no batch yet. */
  next: number;
  /** Texts without an answer. */
  open: number;
}

/**
 * Gathers the texts of all who wait into batches of at most `most`, one batch under way at a time. Everyone gets a
 * place in turn: a question does not wait behind the thousand texts of somebody who re-embeds a store. A batch that
 * fails fails those with a text in it, and no others.
 */
export function createBatchQueue(
  run: (texts: readonly string[]) => Promise<Vectors>,
  most: number,
): BatchQueue {
  const line = new Set<Waiting>();
  let running = false;

  function takeBatch(): { readonly waiting: Waiting; readonly index: number; readonly text: string }[] {
    const batch = [];
    for (const waiting of line) {
      if (batch.length === most) break;
      const text = waiting.texts[waiting.next];
      // To the end of the line, or out of it: a set is walked in order of addition.
      line.delete(waiting);
      if (text === undefined) continue;
      batch.push({ waiting, index: waiting.next++, text });
      line.add(waiting);
    }
    return batch;
  }

  async function runAll(): Promise<void> {
    running = true;
    for (let batch = takeBatch(); batch.length > 0; batch = takeBatch()) {
      try {
        const vectors = await run(batch.map(({ text }) => text));
        for (const [place, { waiting, index }] of batch.entries()) {
          waiting.vectors[index] = vectors[place] ?? null;
          waiting.open -= 1;
          if (waiting.open === 0) waiting.settle.resolve(waiting.vectors);
        }
      } catch (error) {
        for (const { waiting } of batch) {
          line.delete(waiting);
          waiting.settle.reject(error);
        }
      }
    }
    running = false;
  }

  return {
    async embed(texts, signal) {
      signal.throwIfAborted();
      if (texts.length === 0) return [];
      const settle = Promise.withResolvers<Vectors>();
      const waiting: Waiting = { texts, vectors: texts.map(() => null), settle, next: 0, open: texts.length };
      const onAbort = () => {
        line.delete(waiting);
        settle.reject(signal.reason);
      };
      signal.addEventListener('abort', onAbort, { once: true });
      line.add(waiting);
      if (!running) void runAll();
      try {
        return await settle.promise;
      } finally {
        signal.removeEventListener('abort', onAbort);
      }
    },
  };
}
