import { figuresSchema, type Figures } from '../protocol/ledger-schema.ts';
import { addUsage, NO_USAGE, type Usage } from '../turn/usage.ts';
import type { AttemptLine } from './attempt-line.ts';
import type { TurnLine } from './turn-line.ts';

export { figuresSchema, type Figures };

export const NO_FIGURES: Figures = {
  turns: 0,
  hits: { exact: 0, semantic: 0 },
  misses: 0,
  errors: 0,
  unknownCostTurns: 0,
  attempts: 0,
  retries: 0,
  tokens: NO_USAGE,
  costUsd: 0,
  savedUsd: 0,
  routingSavedUsd: 0,
  streamed: { tokens: 0, ms: 0 },
};

/** Who asks the cache alone has not met a fault when it does not know. */
export const isFault = ({ outcome, error }: Pick<TurnLine, 'outcome' | 'error'>): boolean =>
  outcome === 'failed' && error !== 'not_cached';

/** What an upstream call adds to sums. */
export type AttemptFigures = Pick<Figures, 'attempts' | 'retries' | 'tokens' | 'costUsd' | 'streamed'>;

/** `before`: the same call as it was counted until now. Then it is what it adds beyond that. */
export function addedBy(line: AttemptLine, before: AttemptLine | null): AttemptFigures {
  const tokens = line.usage ?? NO_USAGE;
  const costUsd = line.costUsd ?? 0;
  const streamed = streamedBy(line);
  if (before === null) return { attempts: 1, retries: line.attempt > 1 ? 1 : 0, tokens, costUsd, streamed };
  const counted = streamedBy(before);
  return {
    attempts: 0,
    retries: 0,
    tokens: lessUsage(tokens, before.usage ?? NO_USAGE),
    costUsd: costUsd - (before.costUsd ?? 0),
    streamed: { tokens: streamed.tokens - counted.tokens, ms: streamed.ms - counted.ms },
  };
}

/** Of whole answers alone. */
function streamedBy({ usage, latencyMs, ttftMs, error }: AttemptLine): Figures['streamed'] {
  if (error !== null || usage === null || ttftMs === null) return NO_FIGURES.streamed;
  return { tokens: usage.output, ms: latencyMs - ttftMs };
}

export function addFigures(a: Figures, b: Figures): Figures {
  return {
    turns: a.turns + b.turns,
    hits: { exact: a.hits.exact + b.hits.exact, semantic: a.hits.semantic + b.hits.semantic },
    misses: a.misses + b.misses,
    errors: a.errors + b.errors,
    unknownCostTurns: a.unknownCostTurns + b.unknownCostTurns,
    attempts: a.attempts + b.attempts,
    retries: a.retries + b.retries,
    tokens: addUsage(a.tokens, b.tokens),
    costUsd: a.costUsd + b.costUsd,
    savedUsd: a.savedUsd + b.savedUsd,
    routingSavedUsd: a.routingSavedUsd + b.routingSavedUsd,
    streamed: { tokens: a.streamed.tokens + b.streamed.tokens, ms: a.streamed.ms + b.streamed.ms },
  };
}

function lessUsage(usage: Usage, less: Usage): Usage {
  return {
    input: usage.input - less.input,
    output: usage.output - less.output,
    cacheRead: usage.cacheRead - less.cacheRead,
    cacheWrite5m: usage.cacheWrite5m - less.cacheWrite5m,
    cacheWrite1h: usage.cacheWrite1h - less.cacheWrite1h,
  };
}
