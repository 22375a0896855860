import type { Answer, ChatRequest } from '@jackdaw/core';
import { requestOf as wholeRequest } from '../../support/request-of.ts';

export function requestOf(question: string, ttlMs?: number): ChatRequest {
  return wholeRequest(question, { maxTokens: 4096, cache: { mode: 'use', semantic: 'off', ttlMs } });
}

export function answerOf(text: string, changes: Partial<Answer> = {}): Answer {
  return {
    id: `answer to ${text.slice(0, 20)}`,
    text,
    blocks: [],
    model: 'claude-haiku-4-5',
    stopReason: 'end_turn',
    usage: { input: 10, output: 20, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    costUsd: 0.001,
    latencyMs: 900,
    ttftMs: 300,
    createdAt: Date.UTC(2026, 0, 1),
    ...changes,
  };
}
