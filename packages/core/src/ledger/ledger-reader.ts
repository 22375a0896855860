import { z } from 'zod';
import { figuresSchema, type Figures } from '../protocol/ledger-schema.ts';
import type { LedgerGroup, LedgerRow, LedgerSummary } from '../protocol/ledger-schema.ts';
import { prefixRange, type Store } from '../store/index.ts';
import type { Clock } from '../clock/index.ts';
import { allConversations, daysFrom, nameInKey } from './durable-sums.ts';
import { addFigures, NO_FIGURES } from './figures.ts';
import { rowOfAttempt, rowOfFigures, rowOfTurn } from './flat-rows.ts';
import type { Ledger } from './ledger.ts';
import { createSeriesReader, type ReadSeries } from './series-reader.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';
import { storedSumsSchema, Sums } from './sums.ts';
import { percentilesOf } from './time-buckets.ts';

/** What the ledger has on disk, for reports. */
export interface LedgerReader {
  /** Whole days, from the one of `since` (milliseconds since the epoch) on. */
  summary(since: number): Promise<Omit<LedgerSummary, 'prices'>>;
  /** Figures over time, for charts. */
  readonly series: ReadSeries;
  /** A page of rows, oldest first; sums come on one page. */
  page(options: PageOptions): Promise<{ readonly rows: LedgerRow[]; readonly cursor: string | null }>;
}

export interface PageOptions {
  readonly by: 'turn' | 'attempt' | LedgerGroup;
  readonly since: number;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface LedgerReaderOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** What is counted since the ledger was opened. */
  readonly live: Ledger['live'];
  /** An id that sorts before all that are made from this time on. */
  readonly idAt: (time: number) => string;
  /** Of each kind of line, for figures over time. */
  readonly mostLines?: number;
}

/** A turn's id is made before its time is taken; by so much, at most. */
const SLACK_MS = 60_000;

const conversationSchema = z.object({ lastAt: z.number(), figures: figuresSchema });

export function createLedgerReader(options: LedgerReaderOptions): LedgerReader {
  const { store, live, idAt } = options;
  async function readDays(since: number): Promise<Map<string, Sums>> {
    const days = new Map<string, Sums>();
    for await (const { key, value } of store.scan(daysFrom(since))) {
      const stored = storedSumsSchema.safeParse(value);
      if (!stored.success) continue;
      const date = nameInKey(key);
      const day = days.get(date) ?? new Sums();
      day.addStored(stored.data);
      days.set(date, day);
    }
    return days;
  }

  async function summary(since: number): Promise<Omit<LedgerSummary, 'prices'>> {
    const days = await readDays(since);
    const all = new Sums();
    for (const day of days.values()) all.addStored(day.toJSON());
    const { latency: _, ttft: __, ...counted } = all.toJSON();
    const [first] = days.keys();
    return {
      since: first === undefined ? since : new Date(`${first}T00:00:00`).getTime(),
      ...counted,
      days: [...days].map(([date, day]) => ({ date, ...day.toJSON().total })),
      latencyMs: percentilesOf(all.latency),
      ttftMs: percentilesOf(all.ttft),
    };
  }

  async function conversations(since: number): Promise<Map<string, Figures>> {
    const sums = new Map<string, Figures>();
    const recent = new Set<string>();
    for await (const { key, value } of store.scan(allConversations)) {
      const stored = conversationSchema.safeParse(value);
      if (!stored.success) continue;
      const id = nameInKey(key);
      sums.set(id, addFigures(sums.get(id) ?? NO_FIGURES, stored.data.figures));
      if (stored.data.lastAt >= since) recent.add(id);
    }
    return new Map([...sums].filter(([id]) => recent.has(id)));
  }

  async function groups(by: LedgerGroup, since: number): Promise<ReadonlyMap<string, Figures>> {
    if (by === 'conversation') return conversations(since);
    const days = await readDays(since);
    if (by === 'day') return new Map([...days].map(([date, day]) => [date, day.toJSON().total]));
    const all = new Sums();
    for (const day of days.values()) all.addStored(day.toJSON());
    const { models, clients, tiers } = all.toJSON();
    return new Map(Object.entries({ model: models, client: clients, tier: tiers }[by]));
  }

  /** A row of what is stored, or null where it is not of that time. */
  function rowOf(by: 'turn' | 'attempt', value: unknown, since: number): LedgerRow | null {
    if (by === 'turn') {
      const line = storedTurnSchema.safeParse(value);
      return line.success && line.data.at >= since ? rowOfTurn(line.data) : null;
    }
    const line = storedAttemptSchema.safeParse(value);
    return line.success && line.data.startedAt >= since ? rowOfAttempt(line.data) : null;
  }

  return {
    summary,
    series: createSeriesReader({ ...options, ...live, readDays }),
    async page({ by, since, limit, cursor }) {
      if (by !== 'turn' && by !== 'attempt') {
        const figures = await groups(by, since);
        return { rows: [...figures].map(([name, sum]) => rowOfFigures(by, name, sum)), cursor: null };
      }
      const prefix = `ledger-${by}/`;
      const first = since <= SLACK_MS ? prefix : `${prefix}${idAt(since - SLACK_MS)}`;
      const from = cursor === undefined ? first : `${prefix}${cursor}\0`;
      const rows: LedgerRow[] = [];
      let last: string | null = null;
      let scanned = 0;
      for await (const { key, value } of store.scan({ from, to: prefixRange(prefix).to, limit })) {
        scanned += 1;
        last = key.slice(prefix.length);
        const row = rowOf(by, value, since);
        if (row !== null) rows.push(row);
      }
      return { rows, cursor: scanned === limit ? last : null };
    },
  };
}
