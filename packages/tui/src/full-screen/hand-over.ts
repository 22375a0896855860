import type { HeldStore } from './held-store.ts';

/** Ink's own way to give the terminal away: the frame is erased, keys are left alone, until `resume`. */
export type SuspendTerminal = () => Promise<{ resume(): Promise<void> }>;

/** Runs `use` while the terminal is its own. Calls come one after the other. */
export type HandOver = (use: () => Promise<void>) => Promise<void>;

export interface HandOverOptions {
  /** What the chat's screen is made from. */
  readonly held: Pick<HeldStore<object>, 'hold' | 'release'>;
  /** Resolves when all that React knows is on the screen. */
  readonly flush: () => Promise<void>;
  readonly suspend: SuspendTerminal;
}

/**
 * Gives the chat's terminal to something else for a while. Ink throws away what is rendered meanwhile, and a piece of
 * transcript is rendered once: so the chat's screen is held still, what it has is written out, and only then Ink lets
 * go. Afterwards the frame is drawn anew and what came meanwhile is written below the rest, once.
 */
export function createHandOver({ held, flush, suspend }: HandOverOptions): HandOver {
  let before: Promise<void> = Promise.resolve();

  async function handOver(use: () => Promise<void>): Promise<void> {
    held.hold();
    try {
      await flush();
      const suspension = await suspend();
      try {
        await use();
      } finally {
        await suspension.resume();
      }
    } finally {
      held.release();
    }
  }

  return async (use) => {
    const turn = before.then(() => handOver(use));
    before = turn.catch(() => {});
    return turn;
  };
}
