import type { AttemptLine, TurnLine } from '@jackdaw/core';

/** Of the day that the lines are of; milliseconds since the epoch. */
export const NOON = new Date(2026, 10, 23, 12).getTime();

export const usage = { input: 100, output: 50, cacheRead: 7, cacheWrite5m: 3, cacheWrite1h: 2 };

/** A call that went well, and the turn that made it. */
export const attempt: AttemptLine = {
  model: 'claude-haiku-5-5',
  attempt: 1,
  requestId: 'req_1',
  startedAt: NOON,
  latencyMs: 150,
  ttftMs: 50,
  usage,
  costUsd: 0.25,
  error: null,
  simulated: false,
  turn: { traceId: 't1', client: 'chat', conversationId: 'c1', tier: 'miss' },
};
export const turn: TurnLine = {
  traceId: 't1',
  at: NOON,
  client: 'chat',
  metadata: {},
  conversationId: 'c1',
  model: 'claude-haiku-5-5',
  cache: 'miss',
  outcome: 'complete',
  error: null,
  latencyMs: 120,
  ttftMs: 50,
  costKnown: true,
  savedUsd: 0,
  routingSavedUsd: 0.5,
};
