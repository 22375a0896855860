import type { Clock } from '@jackdaw/core';
import type { Log } from '../log/index.ts';

/** One after the other; a step that fails does not keep the next from its work. */
export async function inTurn(log: Log, steps: readonly (() => unknown)[]): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log.error({ err: error }, 'A step of the stop failed.');
    }
  }
}

/** Waits for the work, though not longer than `ms`. */
export async function withDeadline(work: Promise<void>, ms: number, clock: Clock): Promise<void> {
  const waiting = new AbortController();
  try {
    await Promise.race([work, clock.sleep(ms, waiting.signal).catch(() => {})]);
  } finally {
    waiting.abort();
  }
}
