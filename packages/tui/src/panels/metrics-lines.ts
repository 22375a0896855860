import type { SeriesPoint, Stats } from '@jackdaw/core/protocol';
import { overTime, sparkline } from '../charts/index.ts';
import {
  countOf,
  fitText,
  formatCompact,
  formatCount,
  formatDollars,
  formatDuration,
  formatPercent,
  padText,
} from '../output/index.ts';
import { routingText } from '../state/badge.ts';
import type { LastTurn, PanelSize, RecentFigures } from '../state/chat-view.ts';
import { neutraliseLine } from '../text/index.ts';
import { flow } from './flow.ts';
import { gateParts, queueText } from './now-parts.ts';

/** What the panel shows; `recent` is null until it came, or where the size needs none. */
export interface PanelFigures {
  readonly stats: Stats | null;
  readonly last: LastTurn | null;
  readonly recent: RecentFigures | null;
}

/** How far back the panel's curves reach. */
const RECENT_MS = 15 * 60_000;
/** Columns of a curve, in the small panel and in the full one. */
const SMALL_CURVE = 10;
const FULL_CURVE = 30;
const NAME = 11;

/** The live figures as lines that fit `width` columns: one of what matters most, a few with curves, or all. */
export function metricsLines(figures: PanelFigures, size: PanelSize, width: number): readonly string[] {
  const { stats, last, recent } = figures;
  if (stats === null) return [];
  switch (size) {
    case 'off':
      return [];
    case 'line':
      return flow([lastPart(last), ...lineParts(stats)], width).slice(0, 1);
    case 'small':
      return flow(
        [lastPart(last), ...todayParts(stats, recent), ...curveParts(stats, recent), ...stateParts(stats)],
        width,
      );
    case 'full':
      return [
        ...curveLines(stats, recent, width),
        ...flow([lastPart(last), ...budgetParts(stats), ...savedParts(stats), ...stateParts(stats)], width),
        ...flow(gateParts(stats.now?.gates ?? []), width),
        ...lastLines(last, width),
      ];
  }
}

/** In the order in which they matter: what does not fit is left out from the end. */
function lineParts(stats: Stats): readonly string[] {
  return [
    `latency ${spread(stats.latencyMs)}`,
    `${formatPercent(stats.hitRate)} hits`,
    `${formatDollars(stats.costUsd)} spent`,
    ...budgetParts(stats),
    ...savedParts(stats),
    `first word ${spread(stats.ttftMs)}`,
    tokensOf(stats),
    `${formatPercent(stats.errorRate)} errors`,
  ];
}

interface Curve {
  readonly name: string;
  readonly figureOf: (point: SeriesPoint) => number | null;
  readonly combine: 'sum' | 'largest';
  readonly now: (stats: Stats, recent: RecentFigures | null) => readonly [short: string, long: string];
}

const CURVES: readonly Curve[] = [
  {
    name: 'latency',
    figureOf: ({ latencyMs }) => latencyMs.p95,
    combine: 'largest',
    now: ({ latencyMs }) => [formatDuration(latencyMs.p95), spread(latencyMs)],
  },
  {
    name: 'first word',
    figureOf: ({ ttftMs }) => ttftMs.p95,
    combine: 'largest',
    now: ({ ttftMs }) => [formatDuration(ttftMs.p95), spread(ttftMs)],
  },
  {
    name: 'tokens/s',
    figureOf: ({ streamed }) => (streamed.ms > 0 ? (streamed.tokens / streamed.ms) * 1000 : null),
    combine: 'largest',
    now(stats) {
      const rate = stats.outputTokensPerSecond ?? null;
      const short = rate === null ? '–' : formatCompact(rate);
      return [short, `${short} · ${tokensOf(stats)}`];
    },
  },
  {
    name: 'hits',
    figureOf: ({ hits }) => hits.exact + hits.semantic,
    combine: 'sum',
    now({ hitRate, hits }) {
      const rate = formatPercent(hitRate);
      return [rate, `${rate} (${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} similar)`];
    },
  },
  {
    name: 'spend',
    figureOf: ({ costUsd }) => costUsd,
    combine: 'sum',
    now(stats, recent) {
      const today = recent === null ? [] : [`${formatDollars(recent.todayUsd)} today`];
      const all = `${formatDollars(stats.costUsd)} in all`;
      return [all, [...today, all].join(' · ')];
    },
  },
];

function curveParts(stats: Stats, recent: RecentFigures | null): readonly string[] {
  return CURVES.map((curve) => {
    const drawn = curveOf(curve, recent, SMALL_CURVE);
    return `${curve.name} ${drawn === '' ? '' : `${drawn} `}${curve.now(stats, recent)[0]}`;
  });
}

function curveLines(stats: Stats, recent: RecentFigures | null, width: number): readonly string[] {
  const columns = Math.max(0, Math.min(FULL_CURVE, Math.floor((width - NAME) / 3)));
  return CURVES.map((curve) => {
    const head = padText(curve.name, NAME, 'left');
    const drawn = padText(curveOf(curve, recent, columns), columns, 'left');
    return `${head}${drawn} ${fitText(curve.now(stats, recent)[1], width - NAME - columns - 1)}`;
  });
}

/** Not a space in it: what is unknown is a dot, since lines are put together at spaces. */
function curveOf(curve: Curve, recent: RecentFigures | null, columns: number): string {
  if (recent === null || columns === 0) return '';
  const { series } = recent;
  const to = Math.ceil(series.to / series.stepMs) * series.stepMs;
  const none = curve.combine === 'sum' ? 0 : null;
  const span = { from: to - RECENT_MS, to };
  const values = overTime(series, span, columns, curve.figureOf, { combine: curve.combine, none });
  return sparkline(values).replaceAll(' ', '·');
}

function todayParts(stats: Stats, recent: RecentFigures | null): readonly string[] {
  const budget = budgetParts(stats);
  return budget.length > 0 || recent === null ? budget : [`${formatDollars(recent.todayUsd)} today`];
}

function stateParts({ turns, errors, errorRate, upstream, now }: Stats): readonly string[] {
  return [
    countOf(turns, 'turn'),
    `${countOf(errors, 'error')} (${formatPercent(errorRate)})`,
    countOf(upstream.retries, 'retry', 'retries'),
    ...(now === undefined ? [] : [queueText(now.queue)]),
  ];
}

/** What the last answer cost, or where it came from for nothing. */
function lastPart(last: LastTurn | null): string {
  if (last === null) return 'last answer –';
  const { progress, result } = last;
  if (result === null) return `last answer ${withoutResult(progress)}`;
  if (result.cache !== 'miss') {
    const tier = result.cache === 'exact' ? 'exact hit' : 'similar hit';
    return `last answer $0 (${tier}, saved ${formatDollars(result.savedUsd)})`;
  }
  return `last answer ${result.costUsd === null ? 'of unknown cost' : formatDollars(result.costUsd)}`;
}

/** How a turn ended that came to nothing; without a last event where its daemon was lost. */
function withoutResult({ ending }: LastTurn['progress']): string {
  if (ending?.type !== 'turn-error') return 'interrupted';
  return ending.error.code === 'cancelled' ? 'cancelled' : 'failed';
}

function lastLines(last: LastTurn | null, width: number): readonly string[] {
  if (last === null) return [fitText('last: nothing asked yet', width)];
  const { hit, route, model } = last.progress;
  if (hit !== null) return flow([`last: ${hit.model}`, `from the cache (${hit.tier})`], width);
  const why = route === null ? [] : [`${route.task}: ${route.reason}`];
  return flow([`last: ${model ?? 'no model'}`, ...why], width).map(neutraliseLine);
}

function spread({ p50, p95 }: Stats['latencyMs']): string {
  return p50 === null ? '–' : `p50 ${formatDuration(p50)} / p95 ${formatDuration(p95)}`;
}

/** What today has cost, where there is a budget. */
function budgetParts({ budget }: Stats): readonly string[] {
  if (budget === null || budget === undefined) return [];
  return [`${formatDollars(budget.spentUsd)} of ${formatDollars(budget.dailyUsd)} today`];
}

/** What the cache saved, and what the router did beside the baseline model, where that differs. */
function savedParts({ savedUsd, routingSavedUsd = 0 }: Stats): readonly string[] {
  const routing = routingText(routingSavedUsd);
  return [`${formatDollars(savedUsd)} saved${routing === '' ? '' : ' by the cache'}`, routing].filter(
    (part) => part !== '',
  );
}

function tokensOf({ tokens }: Stats): string {
  const input = tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;
  return `${formatCompact(input)} tokens in, ${formatCompact(tokens.output)} out`;
}
