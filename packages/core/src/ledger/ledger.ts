import type { Clock } from '../clock/index.ts';
import { LiveSeries, LiveWindows, WINDOW_MS, type StatsWindow } from '../metrics/index.ts';
import type { Stats } from '../protocol/records.ts';
import { prefixRange, type Store, type StoreOperation } from '../store/index.ts';
import type { AttemptLine, RecordAttempt } from './attempt-line.ts';
import { createDurableSums } from './durable-sums.ts';
import { createLatencies } from './latencies.ts';
import { statsOfTotals, statsOfWindow } from './stats-of.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';
import { addAttempt, addTurn, amendAttempt, noTotals, spentOnDayOf, totalsSchema } from './totals.ts';
import type { TurnLine } from './turn-line.ts';
import { createUncountedLines, readUncounted } from './uncounted-lines.ts';

const TOTALS_KEY = 'ledger-totals';
const TURN_LINES = prefixRange('ledger-turn/');
const ATTEMPT_LINES = prefixRange('ledger-attempt/');

/** Milliseconds after which lines are counted in the stored sums, all that have come together. */
const COUNT_MS = 100;

/** So many of the latest turns, and attempts, fill percentiles and windows after a start. */
const REMEMBERED = 2000;

/** What was asked, what it cost, what was saved: every turn and every upstream call, for good. */
export interface Ledger {
  /** Writes at once; a failure of the store is reported and leaves the counters right in memory. */
  readonly recordAttempt: RecordAttempt;
  /** Counts the turn; the operations go into the batch that ends it. */
  turn(line: TurnLine): StoreOperation[];
  /** Writes the sums, now, of all that was counted; who reads them from the store calls it before. */
  settle(): void;
  /** Of all time, unless a shorter window is named. */
  stats(window?: StatsWindow): Stats;
  /** Figures over time, of what was counted since it was opened (milliseconds since the epoch). */
  readonly live: { readonly series: LiveSeries; readonly openedAt: number };
  /** Dollars since midnight, where the machine is. */
  spentToday(): number;
  /** Called after every change; the returned function stops it. */
  onChange(listener: () => void): () => void;
}

export interface LedgerOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** Ids that sort by time. */
  readonly newId: () => string;
  readonly onFailure: (error: unknown) => void;
}

const keyOfTurn = ({ traceId }: TurnLine): string => `ledger-turn/${traceId}`;

/** Reads the counters and the latest lines from the store first. */
export async function openLedger({ store, clock, newId, onFailure }: LedgerOptions): Promise<Ledger> {
  const stored = totalsSchema.safeParse(await store.get(TOTALS_KEY));
  let totals = stored.success ? stored.data : noTotals(clock.now());
  const latency = createLatencies();
  const ttft = createLatencies();
  const windows = new LiveWindows(clock.monotonic);
  const live = { series: new LiveSeries(), openedAt: clock.now() };
  const sums = createDurableSums(newId);
  const listeners = new Set<() => void>();
  /** From here on the windows know everything; milliseconds since the epoch. */
  let known = 0;

  const uncounted = createUncountedLines();
  const never = new AbortController().signal;
  let counting = false;

  await countLeft();
  await remember();

  /** Lines that the daemon before this one had no time to count. */
  async function countLeft(): Promise<void> {
    for await (const [key, found] of readUncounted(store)) {
      uncounted.adopt(key, found?.kind === 'attempt' ? found.before : null);
      if (found?.kind === 'turn') {
        totals = addTurn(totals, found.line);
        sums.addTurn(found.line);
      } else if (found !== null) {
        const { line, before } = found;
        totals = before === null ? addAttempt(totals, line) : amendAttempt(totals, before, line);
        sums.addAttempt(line, before);
      }
    }
    if (!uncounted.isEmpty) countLater();
  }

  async function remember(): Promise<void> {
    const now = clock.now();
    const knowFrom = (count: number, oldest: number) => {
      if (count === REMEMBERED) known = Math.max(known, oldest);
    };
    let [count, oldest] = [0, 0];
    for await (const { value } of store.scan({ ...TURN_LINES, reverse: true, limit: REMEMBERED })) {
      count += 1;
      const line = storedTurnSchema.safeParse(value);
      if (!line.success) continue;
      recordTimes(line.data);
      oldest = line.data.at;
      if (oldest > now - WINDOW_MS.day) windows.addTurn(line.data, Math.max(0, now - oldest));
    }
    knowFrom(count, oldest);
    count = 0;
    for await (const { value } of store.scan({ ...ATTEMPT_LINES, reverse: true, limit: REMEMBERED })) {
      count += 1;
      const line = storedAttemptSchema.safeParse(value);
      if (!line.success) continue;
      oldest = line.data.startedAt;
      if (oldest <= now - WINDOW_MS.day) break;
      windows.addAttempt(line.data, null, Math.max(0, now - oldest));
    }
    knowFrom(count, oldest);
  }

  function recordTimes(line: { readonly latencyMs: number; readonly ttftMs: number | null }): void {
    latency.record(line.latencyMs);
    if (line.ttftMs !== null) ttft.record(line.ttftMs);
  }

  function changed(): void {
    for (const listener of listeners) listener();
  }

  /**
   * What the stored sums lack, and that their lines are counted: in one batch, which survives the process as the lines do.
   * A line that is amended tells in its mark how these sums have it.
   */
  function settle(): void {
    if (uncounted.isEmpty) return;
    const [parts, marks] = [sums.take(), uncounted.take()];
    store
      .write([{ type: 'put', key: TOTALS_KEY, value: totals }, ...parts.operations, ...marks.operations])
      .catch((error: unknown) => {
        parts.putBack();
        marks.putBack();
        onFailure(error);
      });
  }

  function countLater(): void {
    if (counting) return;
    counting = true;
    void clock.sleep(COUNT_MS, never).then(() => {
      counting = false;
      settle();
    });
  }

  function saveAttempt(key: string, line: AttemptLine, before: AttemptLine | null): void {
    windows.addAttempt(line, before);
    live.series.addAttempt(line, before, clock.now());
    sums.addAttempt(line, before);
    store.write([{ type: 'put', key, value: line }, uncounted.mark(key, before)]).catch(onFailure);
    countLater();
    changed();
  }

  return {
    recordAttempt(line) {
      const key = `ledger-attempt/${newId()}`;
      let latest = line;
      totals = addAttempt(totals, line);
      saveAttempt(key, line, null);
      return (later) => {
        const before = latest;
        latest = later;
        totals = amendAttempt(totals, before, later);
        saveAttempt(key, later, before);
      };
    },

    turn(line) {
      totals = addTurn(totals, line);
      recordTimes(line);
      windows.addTurn(line);
      live.series.addTurn(line, clock.now());
      sums.addTurn(line);
      countLater();
      changed();
      const key = keyOfTurn(line);
      return [{ type: 'put', key, value: line }, uncounted.mark(key, null)];
    },

    settle,

    stats(window = 'all') {
      if (window === 'all') return statsOfTotals(totals, latency.percentiles(), ttft.percentiles());
      const since = Math.max(clock.now() - WINDOW_MS[window], known, totals.since);
      return statsOfWindow(window, windows.figures(window), since);
    },

    live,

    spentToday: () => spentOnDayOf(totals, clock.now()),

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
