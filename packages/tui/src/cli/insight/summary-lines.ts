import type { LedgerSummary } from '@jackdaw/core/protocol';
import { countOf, formatCompact, formatCount, formatPercent } from '../../output/format-count.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { formatDateTime } from '../../output/format-relative-time.ts';
import { neutraliseName } from '../../text/neutralise.ts';

/** What was spent and saved, hit, slow and wrong, in some lines. */
export function summaryLines(summary: LedgerSummary): readonly string[] {
  const { total, since, latencyMs, ttftMs, slowest } = summary;
  const { hits, tokens } = total;
  const found = hits.exact + hits.semantic;
  const asked = found + total.misses;
  return [
    `since        ${formatDateTime(since)} (whole days)`,
    `turns        ${formatCount(total.turns)}, failed ${formatCount(total.errors)}`,
    `spent        ${formatDollars(total.costUsd)}${unknown(total.unknownCostTurns)}`,
    `saved        ${formatDollars(total.savedUsd)} by the cache, ${formatDollars(total.routingSavedUsd)} by routing`,
    `cache        ${formatPercent(asked === 0 ? 0 : found / asked)} hits: ${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} semantic, ${countOf(total.misses, 'miss', 'misses')}`,
    `tokens       ${formatCompact(tokens.input)} in, ${formatCompact(tokens.output)} out, ${formatCompact(tokens.cacheRead)} read from and ${formatCompact(tokens.cacheWrite5m + tokens.cacheWrite1h)} written to the prompt cache`,
    `latency      ${times(latencyMs)}`,
    `first token  ${times(ttftMs)}`,
    `upstream     ${countOf(total.attempts, 'call')}, ${countOf(total.retries, 'retry', 'retries')} among them`,
    ...countLines('errors', summary.errors),
    ...countLines('calls failed', summary.upstreamErrors),
    `prices       ${pricesText(summary.prices)}`,
    ...slowest.map(
      ({ traceId, at, latencyMs: took, model }, index) =>
        `${index === 0 ? 'slowest      ' : '             '}${formatDuration(took)}  ${formatDateTime(at)}  ${neutraliseName(model ?? '–')}  ${traceId}`,
    ),
  ];
}

/** `as of 2026-11-01; your own for NAME`. */
export function pricesText({ asOf, overridden }: LedgerSummary['prices']): string {
  const own = overridden.length === 0 ? '' : `; your own for ${overridden.map(neutraliseName).join(', ')}`;
  return `as of ${asOf}${own}`;
}

/** ` and an unknown amount for 3 turns`, or nothing. */
export function unknown(turns: number | undefined): string {
  if (turns === undefined || turns === 0) return '';
  return `, and an unknown amount for ${formatCount(turns)} ${turns === 1 ? 'turn' : 'turns'}`;
}

/** One line, the most frequent first; none where nothing failed. */
export function countLines(title: string, counts: Readonly<Record<string, number>> = {}): readonly string[] {
  const sorted = Object.entries(counts)
    .filter(([, count]) => count > 0)
    .toSorted(([, a], [, b]) => b - a);
  if (sorted.length === 0) return [];
  const texts = sorted.map(([name, count]) => `${neutraliseName(name)} ${formatCount(count)}`);
  return [`${title.padEnd(12)} ${texts.join(', ')}`];
}

function times({ p50, p95, p99 }: LedgerSummary['latencyMs']): string {
  if (p50 === null) return '–';
  return `p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)}`;
}
