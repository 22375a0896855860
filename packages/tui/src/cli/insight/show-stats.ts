import type { LedgerSummary, Stats, StatsWindow } from '@jackdaw/core/protocol';
import { countOf, formatCompact, formatCount, formatPercent } from '../../output/format-count.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { formatDateTime } from '../../output/format-relative-time.ts';
import { routingText } from '../../state/badge.ts';
import { neutraliseName } from '../../text/neutralise.ts';
import type { CliContext } from '../cli-context.ts';
import { withClient } from '../connect.ts';
import { printJson, printLines, printTable, type JsonOption } from '../output.ts';
import { countLines, pricesText, summaryLines, unknown } from './summary-lines.ts';

export interface StatsOptions extends JsonOption {
  /** Milliseconds since the epoch: a summary of whole days. */
  readonly since?: number;
  readonly window?: StatsWindow;
}

export function showStats(context: CliContext, { json, since, window }: StatsOptions): Promise<number> {
  return since === undefined ? showFigures(context, json, window) : showSummary(context, json, since);
}

async function showSummary(context: CliContext, json: boolean | undefined, since: number): Promise<number> {
  const summary = await withClient(context, (client) => client.call('ledger.summary', { since }));
  if (json === true) await printJson(context, summary);
  else {
    await printLines(context, summaryLines(summary));
    await printModels(context, answeredByThemselves(summary.models));
  }
  return 0;
}

/** As everywhere in a list of models: a hit is no turn of the model that once gave the answer. */
function answeredByThemselves(models: LedgerSummary['models']): Stats['models'] {
  return Object.fromEntries(
    Object.entries(models).map(([id, { turns, hits, tokens, costUsd }]) => [
      id,
      { turns: turns - hits.exact - hits.semantic, tokens, costUsd },
    ]),
  );
}

async function showFigures(
  context: CliContext,
  json: boolean | undefined,
  window: StatsWindow | undefined,
): Promise<number> {
  const stats = await withClient(context, (client) =>
    client.call('metrics.get', window === undefined ? {} : { window }),
  );
  if (json === true) {
    await printJson(context, stats);
    return 0;
  }
  await printLines(context, statsLines(stats));
  await printModels(context, stats.models);
  return 0;
}

async function printModels(context: CliContext, figures: Stats['models']): Promise<void> {
  const models = Object.entries(figures);
  if (models.length > 0) {
    await printLines(context, ['']);
    await printTable(
      context,
      [
        { title: 'MODEL', shrink: true },
        { title: 'TURNS', align: 'right' },
        { title: 'IN', align: 'right' },
        { title: 'OUT', align: 'right' },
        { title: 'COST', align: 'right' },
      ],
      models.map(([id, { turns, tokens, costUsd }]) => [
        neutraliseName(id),
        formatCount(turns),
        formatCompact(tokens.input + tokens.cacheRead + tokens.cacheWrite5m + tokens.cacheWrite1h),
        formatCompact(tokens.output),
        formatDollars(costUsd),
      ]),
      '',
    );
  }
}

function statsLines(stats: Stats): readonly string[] {
  const { hits, tokens, latencyMs, ttftMs, upstream } = stats;
  const times = ({ p50, p95, p99 }: Stats['latencyMs']) =>
    p50 === null ? '–' : `p50 ${formatDuration(p50)}, p95 ${formatDuration(p95)}, p99 ${formatDuration(p99)}`;
  return [
    `since        ${formatDateTime(stats.since)}`,
    `turns        ${formatCount(stats.turns)}, failed ${formatCount(stats.errors)} (${formatPercent(stats.errorRate)})`,
    `cache        ${formatPercent(stats.hitRate)} hits: ${formatCount(hits.exact)} exact, ${formatCount(hits.semantic)} semantic, ${countOf(stats.misses, 'miss', 'misses')}`,
    `cost         ${formatDollars(stats.costUsd)}, saved ${formatDollars(stats.savedUsd)}${routingPart(stats)}${unknown(stats.unknownCostTurns)}`,
    ...budgetLines(stats),
    `tokens       ${formatCompact(tokens.input)} in, ${formatCompact(tokens.output)} out, ${formatCompact(tokens.cacheRead)} read from and ${formatCompact(tokens.cacheWrite5m + tokens.cacheWrite1h)} written to the prompt cache`,
    `latency      ${times(latencyMs)}`,
    `first token  ${times(ttftMs)}`,
    `upstream     ${countOf(upstream.attempts, 'call')}, ${countOf(upstream.retries, 'retry', 'retries')} among them`,
    ...countLines('errors', stats.errorKinds),
    ...countLines('calls failed', stats.upstreamErrors),
    ...(stats.prices === undefined ? [] : [`prices       ${pricesText(stats.prices)}`]),
  ];
}

/** Apart from the cache's savings: what the router's choices saved beside the baseline model. */
function routingPart({ routingSavedUsd }: Stats): string {
  const routing = routingText(routingSavedUsd);
  return routing === '' ? '' : ` by the cache; ${routing}`;
}

function budgetLines({ budget }: Stats): readonly string[] {
  if (budget === null || budget === undefined) return [];
  const { spentUsd, dailyUsd, resetsAt } = budget;
  return [
    `budget       ${formatDollars(spentUsd)} of ${formatDollars(dailyUsd)} spent today, new at ${formatDateTime(resetsAt)}`,
  ];
}
