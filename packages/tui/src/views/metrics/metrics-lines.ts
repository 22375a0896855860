import stringWidth from 'string-width';
import type { SeriesPoint, Stats, TimedFigures } from '@jackdaw/core/protocol';
import {
  bar,
  columnChart,
  histogram,
  largest,
  overTime,
  sparkline,
  type TimeSpan,
} from '../../charts/index.ts';
import {
  countOf,
  fitText,
  formatCompact,
  formatCount,
  formatDateTime,
  formatDollars,
  formatDuration,
  formatPercent,
  padText,
} from '../../output/index.ts';
import { nowParts } from '../../panels/now-parts.ts';
import { routingText } from '../../state/badge.ts';
import { neutraliseLine, neutraliseName } from '../../text/index.ts';
import type { Theme } from '../../theme/index.ts';
import { flow } from '../../panels/flow.ts';
import type { Size } from '../kit/view-lines.ts';
import type { MetricsData } from './metrics-data.ts';
import { spanOf } from './metrics-window.ts';

const WIDE = 100;
const GAP = 4;

/** Everything that the metrics view tells, in the order of what people look for; fits the width. */
export function metricsPageLines(
  data: MetricsData,
  { columns, rows }: Size,
  theme: Theme,
): readonly string[] {
  const isWide = columns >= WIDE;
  const half = isWide ? Math.floor((columns - GAP) / 2) : columns;
  const height = rows >= 36 ? 4 : rows >= 20 ? 2 : 1;
  const left = [
    ...chart('spent', data, half, height, theme, ({ costUsd }) => costUsd, formatDollars, 'sum'),
    ...chart('turns', data, half, height, theme, turnsOf, formatCount, 'sum'),
    ...tierLines(data, half, theme),
    ...modelLines(data, half, theme),
  ];
  const right = [
    ...chart(
      'latency p95',
      data,
      half,
      height,
      theme,
      ({ latencyMs }) => latencyMs.p95,
      formatDuration,
      'largest',
    ),
    ...chart(
      'first word p95',
      data,
      half,
      height,
      theme,
      ({ ttftMs }) => ttftMs.p95,
      formatDuration,
      'largest',
    ),
    ...histogramLines(data, half, theme),
    ...errorLines(data.stats, half, theme),
  ];
  return [
    ...flow(moneyParts(data), columns),
    ...flow(countParts(data.stats), columns),
    '',
    ...(isWide ? sideBySide(left, right, half) : [...left, ...right]),
    ...slowLines(data, columns, theme),
    ...heading('now', theme),
    ...flow(nowParts(data.stats), columns),
  ];
}

function moneyParts({ stats, todayUsd }: MetricsData): readonly string[] {
  const { budget } = stats;
  return [
    `${formatDollars(todayUsd)} today`,
    `spent ${formatDollars(stats.costUsd)}${stats.unknownCostTurns ? ` and ${countOf(stats.unknownCostTurns, 'turn')} of unknown cost` : ''}`,
    `saved ${formatDollars(stats.savedUsd)} by the cache`,
    ...(stats.routingSavedUsd ? [routingText(stats.routingSavedUsd)] : []),
    ...(budget === null || budget === undefined
      ? []
      : [`budget ${formatDollars(budget.spentUsd)} of ${formatDollars(budget.dailyUsd)} today`]),
  ];
}

function countParts(stats: Stats): readonly string[] {
  const { hits, upstream, outputTokensPerSecond: rate } = stats;
  return [
    `${countOf(stats.turns, 'turn')} since ${formatDateTime(stats.since)}`,
    `${formatPercent(stats.hitRate)} hits (${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} similar)`,
    `${countOf(stats.errors, 'error')} (${formatPercent(stats.errorRate)})`,
    `${countOf(upstream.attempts, 'call')}, ${countOf(upstream.retries, 'retry', 'retries')}`,
    ...(typeof rate === 'number' ? [`${formatCompact(rate)} tokens/s`] : []),
  ];
}

function turnsOf({ turns }: TimedFigures): number {
  return turns;
}

/** A figure over the window: its name and top, then columns, with the ends of time below where there is room. */
function chart(
  name: string,
  data: MetricsData,
  columns: number,
  rows: number,
  theme: Theme,
  figureOf: (point: SeriesPoint) => number | null,
  format: (figure: number) => string,
  combine: 'sum' | 'largest',
): readonly string[] {
  const span = spanOf(data.window, data.series);
  const none = combine === 'sum' ? 0 : null;
  const values = overTime(data.series, span, columns, figureOf, { combine, none });
  const top = largest(values);
  const head = `${name} · highest ${top === 0 ? '–' : format(top)}`;
  const rowsOf = rows === 1 ? [sparkline(values)] : columnChart(values, rows);
  return [
    theme.bold(fitText(head, columns)),
    ...rowsOf.map((row) => theme.accent(row)),
    axis(span, columns, theme),
  ];
}

function axis({ from }: TimeSpan, columns: number, theme: Theme): string {
  const start = formatDateTime(from);
  return theme.dim(start + padText('now', columns - stringWidth(start), 'right'));
}

function heading(text: string, theme: Theme): readonly string[] {
  return ['', theme.bold(text)];
}

function tierLines({ stats, series, window }: MetricsData, columns: number, theme: Theme): readonly string[] {
  const span = spanOf(window, series);
  const asked = stats.hits.exact + stats.hits.semantic + stats.misses;
  const rows = [
    ['exact', stats.hits.exact, 'exact'],
    ['similar', stats.hits.semantic, 'semantic'],
    ['model', stats.misses, 'miss'],
  ] as const;
  const spark = Math.max(8, Math.min(40, columns - 32));
  return [
    ...heading('by cache tier', theme),
    ...rows.map(([label, count, tier]) => {
      const values = overTime(series, span, spark, (point) => point.tiers[tier]?.turns ?? 0, {
        combine: 'sum',
        none: 0,
      });
      const share = asked === 0 ? '–' : formatPercent(count / asked);
      return fitLine(
        `${padText(label, 8, 'left')}${theme.accent(sparkline(values))} ${padText(formatCount(count), 7, 'right')} ${padText(share, 7, 'right')}`,
        columns,
      );
    }),
  ];
}

function modelLines(
  { stats, series, window }: MetricsData,
  columns: number,
  theme: Theme,
): readonly string[] {
  const span = spanOf(window, series);
  const models = Object.entries(stats.models).toSorted(
    ([, a], [, b]) => b.costUsd - a.costUsd || b.turns - a.turns,
  );
  if (models.length === 0) return [];
  const spark = Math.max(6, Math.min(24, Math.floor(columns * 0.25)));
  const name = Math.max(8, columns - spark - 20);
  return [
    ...heading('by model', theme),
    ...models.map(([id, { turns, costUsd }]) => {
      const values = overTime(series, span, spark, (point) => point.models[id]?.turns ?? 0, {
        combine: 'sum',
        none: 0,
      });
      const label = padText(fitText(neutraliseName(id), name), name, 'left');
      return fitLine(
        `${label} ${theme.accent(sparkline(values))} ${padText(formatCompact(turns), 7, 'right')} ${padText(formatDollars(costUsd), 10, 'right')}`,
        columns,
      );
    }),
  ];
}

function histogramLines({ latencies }: MetricsData, columns: number, theme: Theme): readonly string[] {
  const buckets = histogram(latencies);
  if (buckets.length === 0) return [];
  const most = Math.max(...buckets.map(({ count }) => count));
  const room = Math.max(4, columns - 20);
  return [
    ...heading(`latency of ${countOf(latencies.length, 'turn')}`, theme),
    ...buckets.map(({ from, to, count }) => {
      const label = to === Infinity ? `> ${formatDuration(from)}` : `≤ ${formatDuration(to)}`;
      return `${padText(label, 9, 'left')} ${padText(formatCount(count), 6, 'right')} ${theme.accent(bar(count / most, room))}`;
    }),
  ];
}

function errorLines(
  { errorKinds = {}, upstreamErrors = {} }: Stats,
  columns: number,
  theme: Theme,
): readonly string[] {
  const rows = [
    ...Object.entries(errorKinds).map(([kind, count]) => `${formatCount(count)} × ${kind}`),
    ...Object.entries(upstreamErrors).map(([kind, count]) => `${formatCount(count)} × ${kind} (calls)`),
  ];
  return [
    ...heading('errors by kind', theme),
    ...(rows.length === 0 ? ['none'] : rows.map((row) => fitText(neutraliseLine(row), columns))),
  ];
}

function slowLines({ slowest }: MetricsData, columns: number, theme: Theme): readonly string[] {
  if (slowest.length === 0) return [];
  return [
    ...heading('slowest', theme),
    ...slowest.map(({ id, durationMs, model, outcome }) =>
      fitText(
        neutraliseLine(`${formatDuration(durationMs)} · ${model ?? 'no model'} · ${outcome} · ${id}`),
        columns,
      ),
    ),
  ];
}

function sideBySide(left: readonly string[], right: readonly string[], half: number): readonly string[] {
  return Array.from({ length: Math.max(left.length, right.length) }, (_, row) => {
    const start = left[row] ?? '';
    return start + ' '.repeat(Math.max(0, half - stringWidth(start)) + GAP) + (right[row] ?? '');
  });
}

/** For lines that hold styles: they are made to fit, and dropped to their text where they do not. */
function fitLine(line: string, columns: number): string {
  return stringWidth(line) <= columns ? line : fitText(line, columns);
}
