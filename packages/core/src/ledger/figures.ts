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

/** What one turn adds. Its tokens and dollars are not here: those are its attempts'. */
export function figuresOfTurn(line: TurnLine): Figures {
  return {
    ...NO_FIGURES,
    turns: 1,
    hits: { exact: line.cache === 'exact' ? 1 : 0, semantic: line.cache === 'semantic' ? 1 : 0 },
    misses: line.cache === 'miss' ? 1 : 0,
    errors: isFault(line) ? 1 : 0,
    unknownCostTurns: line.costKnown === false ? 1 : 0,
    savedUsd: line.savedUsd,
    routingSavedUsd: line.routingSavedUsd,
  };
}

/** What one upstream call adds. */
export function figuresOfAttempt(line: AttemptLine): Figures {
  const { usage, latencyMs, ttftMs, error } = line;
  const whole = error === null && usage !== null && ttftMs !== null;
  return {
    ...NO_FIGURES,
    attempts: 1,
    retries: line.attempt > 1 ? 1 : 0,
    tokens: usage ?? NO_USAGE,
    costUsd: line.costUsd ?? 0,
    streamed: whole ? { tokens: usage.output, ms: latencyMs - ttftMs } : NO_FIGURES.streamed,
  };
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

/** What an attempt adds beyond what it added as it stood before. */
export function amendment(before: AttemptLine, after: AttemptLine): Figures {
  const { tokens, costUsd, streamed } = figuresOfAttempt(before);
  const now = figuresOfAttempt(after);
  return {
    ...now,
    attempts: 0,
    retries: 0,
    tokens: addUsage(now.tokens, negative(tokens)),
    costUsd: now.costUsd - costUsd,
    streamed: { tokens: now.streamed.tokens - streamed.tokens, ms: now.streamed.ms - streamed.ms },
  };
}

export function negative({ input, output, cacheRead, cacheWrite5m, cacheWrite1h }: Usage): Usage {
  return {
    input: -input,
    output: -output,
    cacheRead: -cacheRead,
    cacheWrite5m: -cacheWrite5m,
    cacheWrite1h: -cacheWrite1h,
  };
}
