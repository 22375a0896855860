import type { Stats } from '@jackdaw/core/protocol';
import { fitText, formatCompact, formatDollars, formatDuration, formatPercent } from '../output/index.ts';
import type { LastTurn, PanelSize } from '../state/chat-view.ts';

/** The live figures as lines that fit `width` columns; what matters least is dropped first. */
export function metricsLines(
  stats: Stats | null,
  last: LastTurn | null,
  size: PanelSize,
  width: number,
): readonly string[] {
  if (stats === null || size === 'off') return [];
  if (size === 'line') return [fitParts(linePartsOf(stats), width)];
  return [...fullRows(stats).map((parts) => fitParts(parts, width)), fitText(lastLine(last), width)];
}

/** In the order in which they matter. */
function linePartsOf(stats: Stats): readonly string[] {
  return [
    `${formatDollars(stats.costUsd)} spent`,
    `${formatDollars(stats.savedUsd)} saved`,
    `${formatPercent(stats.hitRate)} hits`,
    `latency ${formatDuration(stats.latencyMs.p50)}`,
    `first word ${formatDuration(stats.ttftMs.p50)}`,
    tokensOf(stats),
    `${formatPercent(stats.errorRate)} errors`,
  ];
}

function fullRows(stats: Stats): readonly (readonly string[])[] {
  const spread = ({ p50, p95 }: Stats['latencyMs']) =>
    `p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}`;
  return [
    [`latency ${spread(stats.latencyMs)}`, `first word ${spread(stats.ttftMs)}`],
    [`${formatDollars(stats.costUsd)} spent`, `${formatDollars(stats.savedUsd)} saved`, tokensOf(stats)],
    [
      `${formatPercent(stats.hitRate)} hits (${stats.hits.exact} exact, ${stats.hits.semantic} similar)`,
      `${formatPercent(stats.errorRate)} errors`,
      `${stats.turns} turns`,
    ],
  ];
}

function lastLine(last: LastTurn | null): string {
  if (last === null) return 'last: nothing asked yet';
  const { hit, route, model } = last.progress;
  if (hit !== null) return `last: ${hit.model}, from the cache (${hit.tier})`;
  return `last: ${model ?? 'no model'}${route === null ? '' : `, ${route.task}: ${route.reason}`}`;
}

function tokensOf({ tokens }: Stats): string {
  const input = tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h;
  return `${formatCompact(input)} tokens in, ${formatCompact(tokens.output)} out`;
}

function fitParts(parts: readonly string[], width: number): string {
  let line = parts[0] ?? '';
  for (const part of parts.slice(1)) {
    if (line.length + part.length + 3 > width) break;
    line += ` · ${part}`;
  }
  return fitText(line, width);
}
