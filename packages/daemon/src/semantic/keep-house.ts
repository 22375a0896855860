import { sweepEntries, type Clock, type SweepOptions } from '@jackdaw/core';
import type { Log } from '../log/index.ts';

/** How soon after the start, and how often, what is out of date is swept out. */
const FIRST_MS = 10 * 60_000;
const INTERVAL_MS = 6 * 3_600_000;

/** A sweep goes over everything: it waits until so many more than allowed are there. */
const SURPLUS_SHARE = 0.01;

export interface HouseOptions extends SweepOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly signal: AbortSignal;
  readonly inBackground: (work: Promise<void>) => void;
}

export interface House {
  /** To be called where entries are added: sweeps at once where they are too many. */
  grown(): void;
}

/** Sweeps the semantic cache now and then, one sweep at a time, until the signal aborts. */
export function keepHouse(options: HouseOptions): House {
  const { tiers, maxEntries, clock, log, signal, inBackground } = options;
  let sweeping = false;

  async function sweep(): Promise<void> {
    if (sweeping) return;
    sweeping = true;
    try {
      log.debug(await sweepEntries(options, signal), 'Similar questions out of date were removed.');
    } finally {
      sweeping = false;
    }
  }

  async function nowAndThen(): Promise<void> {
    await clock.sleep(FIRST_MS, signal);
    while (true) {
      await sweep().catch((error: unknown) => {
        signal.throwIfAborted();
        log.warn({ err: error }, 'The similar questions could not be swept.');
      });
      await clock.sleep(INTERVAL_MS, signal);
    }
  }
  inBackground(nowAndThen());

  return {
    grown() {
      const size = tiers().reduce((sum, { index }) => sum + index.size, 0);
      if (!sweeping && size > maxEntries * (1 + SURPLUS_SHARE)) inBackground(sweep());
    },
  };
}
