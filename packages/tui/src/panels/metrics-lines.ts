import type { Stats } from '@jackdaw/core/protocol';
import stringWidth from 'string-width';
import {
  fitText,
  formatCompact,
  formatCount,
  formatDollars,
  formatDuration,
  formatPercent,
} from '../output/index.ts';
import { routingText } from '../state/badge.ts';
import type { LastTurn, PanelSize } from '../state/chat-view.ts';
import { neutraliseLine } from '../text/index.ts';

/** The live figures as lines that fit `width` columns: one, of what matters most, or all of them. */
export function metricsLines(
  stats: Stats | null,
  last: LastTurn | null,
  size: PanelSize,
  width: number,
): readonly string[] {
  if (stats === null || size === 'off') return [];
  if (size === 'line') return wrapParts(lineParts(stats), width).slice(0, 1);
  return [...fullParts(stats).flatMap((parts) => wrapParts(parts, width)), ...lastLines(last, width)];
}

/** In the order in which they matter: what does not fit is left out from the end. */
function lineParts(stats: Stats): readonly string[] {
  return [
    `latency ${spread(stats.latencyMs)}`,
    `first word ${spread(stats.ttftMs)}`,
    `${formatPercent(stats.hitRate)} hits`,
    `${formatDollars(stats.costUsd)} spent`,
    ...budgetParts(stats),
    ...savedParts(stats),
    tokensOf(stats),
    `${formatPercent(stats.errorRate)} errors`,
  ];
}

/** Each group begins a line of its own. */
function fullParts(stats: Stats): readonly (readonly string[])[] {
  const { hits, upstream } = stats;
  return [
    [`latency ${spread(stats.latencyMs)}`, `first word ${spread(stats.ttftMs)}`],
    [tokensOf(stats), `${formatDollars(stats.costUsd)} spent`, ...budgetParts(stats), ...savedParts(stats)],
    [
      `${formatCount(stats.turns)} ${stats.turns === 1 ? 'turn' : 'turns'}`,
      `${formatPercent(stats.hitRate)} hits (${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} similar)`,
      `${formatPercent(stats.errorRate)} errors`,
      `${formatCount(upstream.retries)} ${upstream.retries === 1 ? 'retry' : 'retries'}`,
    ],
  ];
}

function lastLines(last: LastTurn | null, width: number): readonly string[] {
  if (last === null) return [fitText('last: nothing asked yet', width)];
  const { hit, route, model } = last.progress;
  if (hit !== null) return wrapParts([`last: ${hit.model}`, `from the cache (${hit.tier})`], width);
  const why = route === null ? [] : [`${route.task}: ${route.reason}`];
  return wrapParts([`last: ${model ?? 'no model'}`, ...why], width);
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

/** Parts side by side as far as a line goes; the others below. One that is wider than a line is cut. */
function wrapParts(parts: readonly string[], width: number): readonly string[] {
  const lines: string[] = [];
  for (const part of parts.map(neutraliseLine)) {
    const line = lines.at(-1);
    const longer = `${line} · ${part}`;
    if (line !== undefined && stringWidth(longer) <= width) lines[lines.length - 1] = longer;
    else lines.push(fitText(part, width));
  }
  return lines;
}
