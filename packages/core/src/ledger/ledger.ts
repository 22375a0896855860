import type { Clock } from '../clock/index.ts';
import { LiveSeries, LiveWindows, WINDOW_MS, type StatsWindow } from '../metrics/index.ts';
import type { Stats } from '../protocol/records.ts';
import { prefixRange, type DeriveOperation, type Store, type StoreOperation } from '../store/index.ts';
import type { AttemptLine, RecordAttempt } from './attempt-line.ts';
import { createDurableSums } from './durable-sums.ts';
import { createLatencies } from './latencies.ts';
import { addedBy } from './figures.ts';
import { TOTALS_KEY } from './ledger-keys.ts';
import { statsOfTotals, statsOfWindow } from './stats-of.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';
import { noTotals, Totals, totalsSchema } from './totals.ts';
import type { TurnLine } from './turn-line.ts';
import { readUncounted } from './uncounted-lines.ts';

const TURN_LINES = prefixRange('ledger-turn/');
const ATTEMPT_LINES = prefixRange('ledger-attempt/');

/** So many of the latest turns, and attempts, fill percentiles and windows after a start. */
const REMEMBERED = 2000;

/** What was asked, what it cost, what was saved: every turn and every upstream call, for good. */
export interface Ledger {
  /** Writes at once; a failure of the store is reported and leaves the counters right in memory. */
  readonly recordAttempt: RecordAttempt;
  /** Counts the turn; the operations go into the batch that ends it. */
  turn(line: TurnLine): StoreOperation[];
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
  const totals = new Totals(stored.success ? stored.data : noTotals(clock.now()));
  const latency = createLatencies();
  const ttft = createLatencies();
  const windows = new LiveWindows(clock.monotonic);
  const live = { series: new LiveSeries(), openedAt: clock.now() };
  const sums = createDurableSums(newId);
  const listeners = new Set<() => void>();
  /** From here on the windows know everything; milliseconds since the epoch. */
  let known = 0;

  /** Sums get to the database with the lines that they count, so that no crash comes between. */
  const totalsRecord: DeriveOperation = { type: 'derive', key: TOTALS_KEY, read: () => totals.toJSON() };

  await countLeft();
  await remember();

  /** Lines that the daemon before this one had counted only in memory. */
  async function countLeft(): Promise<void> {
    const batch: StoreOperation[] = [];
    for await (const { key, line: found } of readUncounted(store)) {
      batch.push({ type: 'delete', key });
      if (found?.kind === 'turn') {
        totals.addTurn(found.line);
        sums.addTurn(found.line, batch);
      } else if (found !== null) {
        const added = addedBy(found.line, found.before);
        totals.addAttempt(found.line, added);
        sums.addAttempt(found.line, added, batch);
      }
    }
    if (batch.length > 0) store.writeLater([...batch, totalsRecord]);
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
      windows.addAttempt(line.data, addedBy(line.data, null), Math.max(0, now - oldest));
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

  /** `before`: the same attempt as it was counted until now. */
  function saveAttempt(
    key: string,
    line: AttemptLine,
    before: AttemptLine | null,
    isLatest: () => boolean,
  ): void {
    const added = addedBy(line, before);
    const batch: StoreOperation[] = [{ type: 'put', key, value: line }, totalsRecord];
    totals.addAttempt(line, added);
    windows.addAttempt(line, added);
    live.series.addAttempt(line, added, clock.now());
    sums.addAttempt(line, added, batch);
    store.write(batch).catch((error: unknown) => {
      onFailure(error);
      // Its sums count it: it has to get to the database with them, though it may not get to the journal.
      if (isLatest()) store.writeLater(batch);
    });
    changed();
  }

  return {
    recordAttempt(line) {
      const key = `ledger-attempt/${newId()}`;
      let latest = line;
      saveAttempt(key, line, null, () => latest === line);
      return (later) => {
        const before = latest;
        latest = later;
        saveAttempt(key, later, before, () => latest === later);
      };
    },

    turn(line) {
      const batch: StoreOperation[] = [{ type: 'put', key: keyOfTurn(line), value: line }, totalsRecord];
      totals.addTurn(line);
      recordTimes(line);
      windows.addTurn(line);
      live.series.addTurn(line, clock.now());
      sums.addTurn(line, batch);
      changed();
      return batch;
    },

    stats(window = 'all') {
      if (window === 'all') {
        return statsOfTotals(totals.toJSON(), latency.percentiles(), ttft.percentiles());
      }
      const since = Math.max(clock.now() - WINDOW_MS[window], known, totals.since);
      return statsOfWindow(window, windows.figures(window), since);
    },

    live,

    spentToday: () => totals.spentOnDayOf(clock.now()),

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
