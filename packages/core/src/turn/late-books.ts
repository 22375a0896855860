import type { Clock } from '../clock/index.ts';
import type { Store } from '../store/index.ts';
import { booksOf, type Records } from './record-turn.ts';
import type { TurnRecord } from './turn-record.ts';

const DELAY_MS = 20;

/**
 * Books of turns that cost nothing: a cache hit is told first (when its answer is in its conversation, where it has one)
 * and booked with its neighbours a moment later. Who reads ledger or traces calls `settle` before.
 */
export interface LateBooks {
  add(record: TurnRecord): void;
  /** Books all that waits, now. */
  settle(): void;
}

export function createLateBooks({
  store,
  records,
  clock,
}: {
  readonly store: Store;
  readonly records: Records;
  readonly clock: Clock;
}): LateBooks {
  const never = new AbortController().signal;
  let waiting: TurnRecord[] = [];

  function book(): void {
    if (waiting.length === 0) return;
    const late = waiting;
    waiting = [];
    store.writeLater(late.flatMap((record) => booksOf(record, records)));
  }

  return {
    add(record) {
      waiting.push(record);
      if (waiting.length === 1) void clock.sleep(DELAY_MS, never).then(book);
    },
    settle: book,
  };
}
