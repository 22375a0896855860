import { z } from 'zod';
import type { Clock } from '../clock/index.ts';
import type { Stats } from '../protocol/records.ts';
import { prefixRange, type Store, type StoreOperation } from '../store/index.ts';
import type { AttemptLine, RecordAttempt } from './attempt-line.ts';
import { createLatencies } from './latencies.ts';
import { addAttempt, addTurn, amendAttempt, noTotals, spentOnDayOf, totalsSchema } from './totals.ts';
import type { TurnLine } from './turn-line.ts';

const TOTALS_KEY = 'ledger-totals';
const TURN_LINES = prefixRange('ledger-turn/');

/** So many of the latest turns fill the latency percentiles after a start. */
const LATENCY_TURNS = 2000;

/** What was asked, what it cost, what was saved: every turn and every upstream call, for good. */
export interface Ledger {
  /** Writes at once; a failure of the store is reported and leaves the counters right in memory. */
  readonly recordAttempt: RecordAttempt;
  /** Counts the turn; the operations go into the batch that ends it. */
  turn(line: TurnLine): StoreOperation[];
  stats(): Stats;
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

/** Reads the counters and the latest latencies from the store first. */
export async function openLedger({ store, clock, newId, onFailure }: LedgerOptions): Promise<Ledger> {
  const stored = totalsSchema.safeParse(await store.get(TOTALS_KEY));
  let totals = stored.success ? stored.data : noTotals(clock.now());
  const latency = createLatencies();
  const ttft = createLatencies();
  for await (const { value } of store.scan({ ...TURN_LINES, reverse: true, limit: LATENCY_TURNS })) {
    const line = timesSchema.safeParse(value);
    if (line.success) recordTimes(line.data);
  }
  const listeners = new Set<() => void>();

  function recordTimes(line: { readonly latencyMs: number; readonly ttftMs: number | null }): void {
    latency.record(line.latencyMs);
    if (line.ttftMs !== null) ttft.record(line.ttftMs);
  }

  function changed(): void {
    for (const listener of listeners) listener();
  }

  function saveAttempt(key: string, line: AttemptLine): void {
    store
      .write([
        { type: 'put', key, value: line },
        { type: 'put', key: TOTALS_KEY, value: totals },
      ])
      .catch(onFailure);
    changed();
  }

  return {
    recordAttempt(line) {
      const key = `ledger-attempt/${newId()}`;
      let known = line;
      totals = addAttempt(totals, line);
      saveAttempt(key, line);
      return (later) => {
        totals = amendAttempt(totals, known, later);
        known = later;
        saveAttempt(key, later);
      };
    },

    turn(line) {
      totals = addTurn(totals, line);
      recordTimes(line);
      changed();
      return [
        { type: 'put', key: `ledger-turn/${line.traceId}`, value: line },
        { type: 'put', key: TOTALS_KEY, value: totals },
      ];
    },

    stats() {
      const { since, turns, hits, misses, errors, tokens, costUsd, attempts, retries, models } = totals;
      const found = hits.exact + hits.semantic;
      return {
        since,
        turns,
        hits,
        misses,
        hitRate: ratio(found, found + misses),
        errors,
        errorRate: ratio(errors, turns),
        tokens,
        costUsd,
        savedUsd: totals.savedUsd,
        routingSavedUsd: totals.routingSavedUsd,
        latencyMs: latency.percentiles(),
        ttftMs: ttft.percentiles(),
        upstream: { attempts, retries },
        models,
      };
    },

    spentToday: () => spentOnDayOf(totals, clock.now()),

    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

const timesSchema = z.object({ latencyMs: z.number(), ttftMs: z.number().nullable() });

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
