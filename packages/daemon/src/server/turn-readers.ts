import { setImmediate as nextRound } from 'node:timers/promises';
import type { Turn } from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import type { SendQueue } from './send-queue.ts';

/** The turns that one connection follows: one reader a turn, the latest. */
export interface TurnReaders {
  follow(turn: Turn, from: number): void;
  detach(turnId: string): void;
  detachAll(): void;
  /** How many turns are followed; one that has ended is not, once its last event is sent. */
  readonly following: number;
}

/** Events after which other work gets its turn: the replay of a long log must not hold up the daemon. */
const EVENTS_A_ROUND = 256;

export function createTurnReaders(queue: SendQueue, log: Log): TurnReaders {
  const readers = new Map<string, AbortController>();

  async function pump(turn: Turn, from: number, controller: AbortController): Promise<void> {
    const { signal } = controller;
    let sent = 0;
    try {
      for await (const { seq, event } of turn.read(from, signal)) {
        if (signal.aborted) return;
        queue.sendEvent({ turnId: turn.turnId, seq, event });
        sent += 1;
        if (sent % EVENTS_A_ROUND === 0) await nextRound();
      }
    } catch (error) {
      if (!signal.aborted) log.error({ err: error, turnId: turn.turnId }, 'A turn could not be read.');
    } finally {
      if (readers.get(turn.turnId) === controller) readers.delete(turn.turnId);
    }
  }

  function detach(turnId: string): void {
    readers.get(turnId)?.abort(new DOMException('The reader has left.', 'AbortError'));
    readers.delete(turnId);
  }

  return {
    follow(turn, from) {
      const controller = new AbortController();
      const before = readers.get(turn.turnId);
      readers.set(turn.turnId, controller);
      // The new reader comes first: a turn that loses its only one would begin to linger.
      void pump(turn, from, controller);
      before?.abort(new DOMException('A later reader took over.', 'AbortError'));
    },
    get following() {
      return readers.size;
    },
    detach,
    detachAll() {
      for (const turnId of readers.keys()) detach(turnId);
    },
  };
}
