import type { Figures, LedgerRow } from '../protocol/ledger-schema.ts';
import type { Usage } from '../turn/usage.ts';
import type { AttemptLine } from './attempt-line.ts';
import { isCostKnown } from './attempt-line.ts';
import type { TurnLine } from './turn-line.ts';

/** A turn as a row of a table. What the caller sent along (`metadata`) is one column of JSON. */
export function rowOfTurn(line: TurnLine): LedgerRow {
  const { metadata, usage, costUsd, costKnown } = line;
  return {
    id: line.traceId,
    at: new Date(line.at).toISOString(),
    client: line.client,
    conversationId: line.conversationId,
    model: line.model,
    cache: line.cache,
    outcome: line.outcome,
    error: line.error,
    latencyMs: line.latencyMs,
    ttftMs: line.ttftMs,
    ...tokenColumns(usage ?? null),
    costUsd: costUsd ?? null,
    costKnown: costKnown ?? null,
    savedUsd: line.savedUsd,
    routingSavedUsd: line.routingSavedUsd,
    metadata: Object.keys(metadata).length === 0 ? null : JSON.stringify(metadata),
  };
}

/** An upstream call as a row of a table. */
export function rowOfAttempt(line: AttemptLine): LedgerRow {
  return {
    at: new Date(line.startedAt).toISOString(),
    turn: line.turn?.traceId ?? null,
    client: line.turn?.client ?? null,
    conversationId: line.turn?.conversationId ?? null,
    purpose: line.purpose ?? 'turn',
    model: line.model,
    attempt: line.attempt,
    requestId: line.requestId,
    latencyMs: line.latencyMs,
    ttftMs: line.ttftMs,
    ...tokenColumns(line.usage),
    costUsd: line.costUsd,
    costKnown: isCostKnown(line),
    error: line.error?.code ?? null,
    simulated: line.simulated,
  };
}

/** Sums as a row of a table, under their name: `{day: '2026-11-23', …}`. */
export function rowOfFigures(column: string, name: string, figures: Figures): LedgerRow {
  return {
    [column]: name,
    turns: figures.turns,
    exactHits: figures.hits.exact,
    semanticHits: figures.hits.semantic,
    misses: figures.misses,
    errors: figures.errors,
    attempts: figures.attempts,
    retries: figures.retries,
    ...tokenColumns(figures.tokens),
    costUsd: figures.costUsd,
    unknownCostTurns: figures.unknownCostTurns,
    savedUsd: figures.savedUsd,
    routingSavedUsd: figures.routingSavedUsd,
  };
}

function tokenColumns(usage: Usage | null) {
  return {
    inputTokens: usage?.input ?? null,
    outputTokens: usage?.output ?? null,
    cacheReadTokens: usage?.cacheRead ?? null,
    cacheWrite5mTokens: usage?.cacheWrite5m ?? null,
    cacheWrite1hTokens: usage?.cacheWrite1h ?? null,
  };
}
