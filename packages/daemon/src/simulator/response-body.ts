import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { setImmediate as nextTurn, setTimeout as delay } from 'node:timers/promises';
import type { Wire } from './scenario.ts';
import type { Random } from './seeded-random.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import { createChunker } from './wire.ts';

/** Writes the body of one response with back-pressure, cut as `wire` says. */
export interface ResponseBody {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  /** Writes what the wire holds back. */
  readonly flush: () => Promise<void>;
  readonly end: () => Promise<void>;
  /** Resolves when the kernel has everything that was written. */
  readonly drained: () => Promise<void>;
}

export interface ResponseBodyOptions {
  readonly response: ServerResponse;
  readonly wire: Wire | undefined;
  readonly random: Random;
  readonly clock: SimulatorClock;
  /** Aborted when the connection is gone; every method then rejects with its reason. */
  readonly signal: AbortSignal;
  /** Told how many bytes of the body have been written so far. */
  readonly onWrite: (bytesWritten: number) => void;
  /** Told when all is written and only the end of the body is left. */
  readonly onEnd: () => void;
  /** Is asked to run once the body has exactly `byte` bytes, before any more are written. */
  readonly interruptAt?: { readonly byte: number; readonly run: () => Promise<void> };
}

/** How long written bytes get to reach the reader before a connection is torn down. */
const settleMs = 10;

export function createResponseBody(options: ResponseBodyOptions): ResponseBody {
  const { response, wire, clock, signal, interruptAt } = options;
  const chunker = createChunker(wire, options.random);
  // A write that must arrive by itself waits for the event loop, or the kernel would see one write for many.
  const separate = wire?.chunk !== undefined && wire.chunk !== 'event' && wire.chunk !== 'coalesced';
  let written = 0;
  let interrupted = false;

  async function writeRaw(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    signal.throwIfAborted();
    written += bytes.length;
    options.onWrite(written);
    if (!response.write(bytes)) await once(response, 'drain', { signal });
    if (separate) await nextTurn();
    if (wire?.everyMs !== undefined) await clock.sleep(wire.everyMs, signal);
  }

  async function writeChunks(chunks: readonly Uint8Array[]): Promise<void> {
    for (const chunk of chunks) {
      const before = interruptAt === undefined || interrupted ? undefined : interruptAt.byte - written;
      if (interruptAt === undefined || before === undefined || before > chunk.length) {
        await writeRaw(chunk);
        continue;
      }
      await writeRaw(chunk.subarray(0, before));
      interrupted = true;
      await interruptAt.run();
      await writeRaw(chunk.subarray(before));
    }
  }

  const flush = async (): Promise<void> => writeChunks(chunker.flush());
  return {
    write: async (bytes) => writeChunks(chunker.push(bytes)),
    flush,
    end: async () => {
      await flush();
      signal.throwIfAborted();
      options.onEnd();
      await new Promise<void>((resolve) => response.end(resolve));
    },
    drained: async () => {
      await nextTurn();
      while ((response.socket?.writableLength ?? 0) > 0 && !signal.aborted) await nextTurn();
      await delay(settleMs);
    },
  };
}
