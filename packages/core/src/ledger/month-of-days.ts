import { MOST_MODELS } from '../metrics/point-sums.ts';
import type { Series, SeriesPoint, TimedFigures } from '../protocol/series-schema.ts';
import { addFigures, type Figures } from './figures.ts';
import type { Sums } from './sums.ts';
import { OTHERS } from './storable-name.ts';
import { percentilesOf } from './time-buckets.ts';

/** By their dates, oldest first. */
export type DaySums = ReadonlyMap<string, Sums>;

const DAYS = 31;
const DAY_MS = 86_400_000;

/** The days that end with today as a series. Days keep the times of all their turns, and none by model or by tier. */
export async function monthOfDays(
  now: number,
  since: number,
  readDays: (since: number) => Promise<DaySums>,
): Promise<Series> {
  const from = midnight(now, 1 - DAYS);
  const points: SeriesPoint[] = [];
  for (const [date, sums] of await readDays(from)) {
    const at = new Date(`${date}T00:00:00`).getTime();
    if (at <= now && midnight(at, 1) > since) points.push(pointOf(at, sums));
  }
  return { range: 'month', stepMs: DAY_MS, from, to: now, points };
}

/** Of the day so many days later than that of `time`; days of 23 and 25 hours are days too. */
function midnight(time: number, days: number): number {
  const date = new Date(time);
  date.setHours(0, 0, 0, 0);
  date.setDate(date.getDate() + days);
  return date.getTime();
}

function pointOf(at: number, sums: Sums): SeriesPoint {
  const { total, models, tiers } = sums.toJSON();
  return {
    at,
    ...total,
    latencyMs: percentilesOf(sums.latency),
    ttftMs: percentilesOf(sums.ttft),
    models: timeless(busiest(models)),
    tiers: timeless(Object.entries(tiers)),
  };
}

type Named = readonly [name: string, figures: Figures];

function busiest(models: Readonly<Record<string, Figures>>): readonly Named[] {
  const busy = ([name, { turns, attempts }]: Named) => (name === OTHERS ? -1 : turns + attempts);
  const sorted = Object.entries(models).toSorted((a, b) => busy(b) - busy(a));
  const rest = sorted.slice(MOST_MODELS).map(([, figures]) => figures);
  const others: readonly Named[] = rest.length === 0 ? [] : [[OTHERS, rest.reduce(addFigures)]];
  return [...sorted.slice(0, MOST_MODELS), ...others];
}

const NO_TIMES = { p50: null, p95: null, p99: null };

function timeless(figures: readonly Named[]): Record<string, TimedFigures> {
  return Object.fromEntries(
    figures.map(([name, sum]) => [name, { ...sum, latencyMs: NO_TIMES, ttftMs: NO_TIMES }]),
  );
}
