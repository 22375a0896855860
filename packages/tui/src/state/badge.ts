import type { HistoryMessage, TurnResult, Usage } from '@jackdaw/core/protocol';
import { formatAge, formatCompact, formatDollars, formatDuration } from '../output/index.ts';
import { neutraliseName } from '../text/index.ts';
import type { TurnProgress } from './turn-progress.ts';

/** What one line under an answer can say. Money is US dollars, times are milliseconds. */
export interface BadgeFacts {
  readonly model: string | undefined;
  readonly cache: TurnResult['cache'] | undefined;
  readonly simulated: boolean;
  readonly similarity?: number | undefined;
  /** True where a model said that the earlier answer serves this question. */
  readonly judged?: boolean | undefined;
  readonly ageMs?: number | undefined;
  readonly latencyMs?: number | undefined;
  readonly ttftMs?: number | null | undefined;
  readonly usage?: Usage | null | undefined;
  /** Null where the price is unknown; left out where nobody said. */
  readonly costUsd?: number | null | undefined;
  readonly savedUsd?: number | undefined;
  /** Beside the baseline model; below 0 where routing cost more, null where a price is unknown. */
  readonly routingSavedUsd?: number | null | undefined;
  readonly joined?: boolean | undefined;
}

/** The badge: where an answer came from and what it took, in words, so that it reads without colours. */
export function badgeText(facts: BadgeFacts): string {
  const isHit = facts.cache === 'exact' || facts.cache === 'semantic';
  return [
    facts.simulated ? 'simulated' : '',
    neutraliseName(facts.model ?? ''),
    cacheText(facts),
    isHit && facts.ageMs !== undefined ? formatAge(facts.ageMs) : '',
    isHit ? (facts.savedUsd ? `saved ${formatDollars(facts.savedUsd)}` : 'free') : '',
    timeText(facts),
    isHit || !facts.usage ? '' : tokensText(facts.usage),
    isHit ? '' : costText(facts),
    isHit ? '' : routingText(facts.routingSavedUsd),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

export function factsOfTurn(result: TurnResult, progress: TurnProgress): BadgeFacts {
  return {
    ...result,
    simulated: result.simulated ?? progress.simulated,
    similarity: progress.hit?.similarity,
    judged: progress.hit?.judged,
    ageMs: progress.hit?.ageMs,
    joined: progress.joined,
  };
}

export function factsOfMessage(message: HistoryMessage): BadgeFacts {
  return { ...message, model: message.model, cache: message.cache, simulated: message.simulated ?? false };
}

/** Input counts every input token, those read from and written to the provider's prompt cache included. */
export function tokensText(usage: Usage): string {
  const input = usage.input + usage.cacheRead + usage.cacheWrite5m + usage.cacheWrite1h;
  return `${formatCompact(input)} in, ${formatCompact(usage.output)} out`;
}

/** What the router saved beside the baseline model; empty where it made no difference, or nobody knows. */
export function routingText(savedUsd: number | null | undefined): string {
  if (!savedUsd) return '';
  return savedUsd > 0
    ? `routing saved ${formatDollars(savedUsd)}`
    : `routing cost ${formatDollars(-savedUsd)} more`;
}

function cacheText({ cache, similarity, judged, joined }: BadgeFacts): string {
  if (cache === 'exact') return 'exact hit';
  if (cache === 'semantic') {
    const score = similarity === undefined ? '' : ` ${similarity.toFixed(2)}`;
    return `similar${score}${judged === true ? ', judged' : ''}`;
  }
  return joined === true ? 'shared call' : '';
}

function timeText({ latencyMs, ttftMs }: BadgeFacts): string {
  if (latencyMs === undefined) return '';
  const total = formatDuration(latencyMs);
  return typeof ttftMs === 'number' && latencyMs - ttftMs > 50
    ? `${total} (first word ${formatDuration(ttftMs)})`
    : total;
}

function costText({ costUsd }: BadgeFacts): string {
  if (costUsd === undefined) return '';
  return costUsd === null ? 'unknown cost' : formatDollars(costUsd);
}
