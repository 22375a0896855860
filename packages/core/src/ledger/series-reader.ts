import type { Clock } from '../clock/index.ts';
import { PointSums } from '../metrics/point-sums.ts';
import { TimeSeries, type LiveSeries } from '../metrics/time-series.ts';
import type { Series, SeriesRange } from '../protocol/series-schema.ts';
import type { Store } from '../store/index.ts';
import { addedBy } from './figures.ts';
import { monthOfDays, type DaySums } from './month-of-days.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';

/** A line's id is made when its turn or call begins; it is drawn where that ends, so much later at most. */
const LONGEST_TURN_MS = 1_800_000;
/** So many lines of each kind are read at most: a second or two, once. */
const MOST_LINES = 200_000;

export interface SeriesReaderOptions {
  readonly store: Store;
  readonly clock: Clock;
  /** An id that sorts before all that are made from this time on. */
  readonly idAt: (time: number) => string;
  /** What this daemon has counted since `openedAt`. */
  readonly series: LiveSeries;
  readonly openedAt: number;
  readonly readDays: (since: number) => Promise<DaySums>;
  readonly mostLines?: number;
}

/**
 * Figures over time. What was before this daemon began is read from the ledger's lines, once, when somebody first asks;
 * the month is made of the sums of days. `since`: only steps that ended after it.
 */
export type ReadSeries = (range: SeriesRange, since?: number) => Promise<Series>;

export function createSeriesReader(options: SeriesReaderOptions): ReadSeries {
  const { store, clock, idAt, series: live, openedAt, readDays, mostLines = MOST_LINES } = options;
  const past = { hour: onceRead(live.hour), days: onceRead(live.days) };

  function onceRead({ stepMs, steps }: TimeSeries) {
    let reading: Promise<Past> | null = null;
    return () =>
      (reading ??= readPast(new TimeSeries(stepMs, steps)).catch((error: unknown) => {
        reading = null;
        throw error;
      }));
  }

  interface Past {
    readonly series: TimeSeries;
    /** Milliseconds since the epoch: what is older is not in it. */
    readonly knownFrom: number;
  }

  async function readPast(series: TimeSeries): Promise<Past> {
    const since = series.from(openedAt);
    const turns = await readLines('ledger-turn/', since, (value) => {
      const line = storedTurnSchema.safeParse(value);
      if (!line.success) return null;
      series.addTurn(line.data, openedAt);
      return line.data.at + line.data.latencyMs;
    });
    const attempts = await readLines('ledger-attempt/', since, (value) => {
      const line = storedAttemptSchema.safeParse(value);
      if (!line.success) return null;
      series.addAttempt(line.data, addedBy(line.data, null), openedAt);
      return line.data.startedAt + line.data.latencyMs;
    });
    return { series, knownFrom: Math.max(turns, attempts) };
  }

  /** Newest first; tells from when on all lines were read. `add` tells when its line ended. */
  async function readLines(
    prefix: string,
    since: number,
    add: (value: unknown) => number | null,
  ): Promise<number> {
    const from = `${prefix}${idAt(Math.max(0, since - LONGEST_TURN_MS))}`;
    const to = `${prefix}${idAt(openedAt)}`;
    let [count, oldest] = [0, openedAt];
    for await (const { value } of store.scan({ from, to, reverse: true, limit: mostLines })) {
      count += 1;
      oldest = add(value) ?? oldest;
    }
    return count === mostLines ? oldest : 0;
  }

  return async (range, since = 0) => {
    if (range === 'month') return monthOfDays(clock.now(), since, readDays);
    const { series: old, knownFrom } = await past[range]();
    const now = clock.now();
    const series = live[range];
    const { stepMs } = series;
    const points = new Map(old.points(now));
    for (const [at, point] of series.points(now)) points.set(at, sumOf(points.get(at), point));
    return {
      range,
      stepMs,
      from: Math.max(series.from(now), Math.floor(knownFrom / stepMs) * stepMs),
      to: now,
      points: [...points]
        .filter(([at]) => at + stepMs > since)
        .toSorted(([a], [b]) => a - b)
        .map(([at, point]) => point.at(at)),
    };
  };
}

function sumOf(old: PointSums | undefined, now: PointSums): PointSums {
  if (old === undefined) return now;
  const sum = new PointSums();
  sum.absorb(old);
  sum.absorb(now);
  return sum;
}
