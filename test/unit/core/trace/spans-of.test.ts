import type { ChatEvent } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { spansOf } from '../../../../packages/core/src/trace/index.ts';

const usage = { input: 10, output: 5, cacheRead: 3, cacheWrite5m: 2, cacheWrite1h: 1 };
const overloaded = { code: 'overloaded', message: 'The upstream is overloaded.', retryable: true } as const;

/** A trace of events that follow each other after so many ms. */
function traceOf(...told: readonly (readonly [ms: number, event: ChatEvent])[]) {
  let at = 1000;
  return spansOf(
    told.map(([ms, event], seq) => {
      at += ms;
      return { seq, at, event };
    }),
  );
}

const start: ChatEvent = {
  type: 'turn-start',
  turnId: 't',
  traceId: 't',
  conversationId: null,
  simulated: false,
};
const failed: ChatEvent = {
  type: 'turn-error',
  error: overloaded,
  traceId: 't',
  conversationId: null,
  text: '',
  usage: null,
  costUsd: null,
};

describe('a trace', () => {
  it('says of each stage why it went on as it did', () => {
    const spans = traceOf(
      [0, start],
      [0, { type: 'admission-wait', reason: 'rate-limit', position: 3, waitMs: 40 }],
      [40, { type: 'admission-pass' }],
      [1, { type: 'cache-miss', tier: 'exact', reason: 'not seen before' }],
      [
        2,
        {
          type: 'cache-miss',
          tier: 'semantic',
          reason: 'numbers differ',
          suggestion: { similarity: 0.97, matchedPrompt: 'q', text: 'a' },
        },
      ],
      [
        1,
        {
          type: 'route-choose',
          model: 'm1',
          tier: 'fast',
          task: 'simple_qa',
          confidence: 0.9,
          contextTokens: 12,
          reason: 'short and simple',
        },
      ],
      [0, { type: 'upstream-wait', model: 'm1', reason: 'requests', position: 2, waitMs: 30 }],
      [20, { type: 'upstream-wait', model: 'm1', reason: 'concurrency', position: 1, waitMs: 10 }],
      [10, { type: 'attempt-start', attempt: 1, model: 'm1' }],
      [
        5,
        {
          type: 'attempt-end',
          attempt: 1,
          model: 'm1',
          usage: null,
          costUsd: null,
          error: overloaded,
          retryInMs: 8,
        },
      ],
      [8, { type: 'attempt-start', attempt: 2, model: 'm1' }],
      [5, { type: 'attempt-end', attempt: 2, model: 'm1', usage: null, costUsd: null, error: overloaded }],
      [0, { type: 'route-change', from: 'm1', model: 'm2', tier: 'balanced', reason: 'm1 is overloaded' }],
      [0, { type: 'attempt-start', attempt: 3, model: 'm2' }],
      [7, { type: 'text-delta', text: 'Hi' }],
      [3, { type: 'attempt-end', attempt: 3, model: 'm2', usage, costUsd: 0.5 }],
      [1, { type: 'cache-save', entryId: 'e' }],
    );
    const told = spans.map(({ name, startMs, durationMs, attributes }) => [
      name,
      startMs,
      durationMs,
      attributes['reason'] ?? null,
    ]);
    expect(told).toEqual([
      ['admission', 0, 40, 'rate-limit'],
      ['exact cache', 40, 1, 'not seen before'],
      ['semantic cache', 41, 2, 'numbers differ'],
      ['route', 43, 1, 'short and simple'],
      ['upstream wait', 44, 30, 'concurrency'],
      ['attempt 1', 74, 5, overloaded.message],
      ['retry wait', 79, 8, 'overloaded'],
      ['attempt 2', 87, 5, overloaded.message],
      ['route', 92, 0, 'm1 is overloaded'],
      ['first token', 92, 7, null],
      ['attempt 3', 92, 10, null],
      ['cache save', 102, 1, null],
    ]);
    expect(spans.find(({ name }) => name === 'semantic cache')?.attributes).toMatchObject({
      similarity: 0.97,
    });
    expect(spans.find(({ name }) => name === 'attempt 3')?.attributes).toMatchObject({
      model: 'm2',
      error: null,
      inputTokens: 10,
      outputTokens: 5,
      cacheReadTokens: 3,
      cacheWriteTokens: 3,
      costUsd: 0.5,
    });
  });

  it.each([
    [{ tier: 'exact' }, 'the same question in the same context'],
    [{ tier: 'semantic', similarity: 0.912 }, 'alike (0.912), and every guard let it pass'],
    [{ tier: 'semantic', similarity: 0.8, judged: true }, 'the judge found the questions the same'],
  ] as const)('says why an answer was served: %o', (hit, reason) => {
    const [span] = traceOf([
      0,
      { type: 'cache-hit', entryId: 'e', model: 'm', ageMs: 1, savedUsd: 1, savedMs: 1, ...hit },
    ]);
    expect(span?.attributes).toMatchObject({ outcome: hit.tier, reason });
  });

  it('shows a call that was cancelled, and a wait that was left', () => {
    const cancelled = {
      ...failed,
      error: { code: 'cancelled', message: 'Cancelled.', retryable: false },
    } as const;
    const called = traceOf(
      [0, start],
      [1, { type: 'attempt-start', attempt: 1, model: 'm' }],
      [9, cancelled],
    );
    expect(called.map(({ name, durationMs }) => [name, durationMs])).toEqual([
      ['attempt', 9],
      ['finish', 0],
    ]);
    const waited = traceOf(
      [0, start],
      [1, { type: 'upstream-wait', model: 'm', reason: 'retry-after', position: 1, waitMs: 50 }],
      [30, cancelled],
    );
    expect(waited).toMatchObject([
      { name: 'upstream wait', durationMs: 30, attributes: { reason: 'retry-after' } },
      { name: 'finish', attributes: { error: 'cancelled' } },
    ]);
  });

  it.each([
    [
      { stopReason: 'end_turn', repairs: ['trailing-comma', 'fence'] },
      { outcome: 'whole', repairs: 'trailing-comma, fence' },
    ],
    [{ stopReason: 'max_tokens' }, { outcome: 'cut', reason: 'max_tokens', repairs: null }],
    [
      { stopReason: 'refusal', explanation: 'Not that.' },
      { outcome: 'refused', reason: 'Not that.' },
    ],
  ] as const)('says what became of the answer: %o', (ending, verdict) => {
    const result = {
      text: '',
      model: 'm',
      cache: 'miss',
      usage,
      costUsd: 0,
      savedUsd: 0,
      latencyMs: 1,
      ttftMs: 1,
      traceId: 't',
      conversationId: null,
      ...ending,
    } as const;
    const spans = traceOf(
      [0, { type: 'attempt-start', attempt: 1, model: 'm' }],
      [5, { type: 'attempt-end', attempt: 1, model: 'm', usage, costUsd: 0 }],
      [1, { type: 'cache-save', entryId: 'e' }],
      [1, { type: 'turn-end', result }],
    );
    expect(spans.map(({ name }) => name)).toEqual(['attempt 1', 'validate', 'cache save', 'finish']);
    expect(spans[1]?.attributes).toMatchObject(verdict);
  });

  it('says why an answer was asked for again, what was warned of, and how it failed', () => {
    const spans = traceOf(
      [0, start],
      [0, { type: 'warning', message: 'The disk is full.' }],
      [0, { type: 'text-discard', reason: 'count is missing' }],
      [0, failed],
    );
    expect(spans.map(({ name, attributes }) => [name, attributes['reason']])).toEqual([
      ['warning', 'The disk is full.'],
      ['validate', 'count is missing'],
      ['finish', overloaded.message],
    ]);
  });
});
