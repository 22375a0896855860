import { expect, test } from 'vitest';
import type { ChatEvent } from '@jackdaw/core/protocol';
import { advanceProgress, startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';
import { openingEvents } from '../../../support/fake-client.ts';

const after = (...events: readonly ChatEvent[]) =>
  events.reduce((progress, event) => advanceProgress(progress, event, 1_000), startProgress(500));

test('a miss goes from the cache to a model, with the reasons kept', () => {
  const progress = after(...openingEvents('t'));
  expect(progress).toMatchObject({
    phase: 'asking',
    model: 'model-small',
    missReason: 'nothing similar was asked',
  });
  expect(progress.route?.reason).toBe('a short question');
});

test('a retry is known with its time and its reason, until the next attempt begins', () => {
  const error = { code: 'overloaded', message: 'overloaded', retryable: true } as const;
  const failed: ChatEvent = {
    type: 'attempt-end',
    attempt: 1,
    model: 'm',
    usage: null,
    costUsd: null,
    error,
    retryInMs: 3_000,
  };
  expect(after(failed)).toMatchObject({
    phase: 'retrying',
    retry: { at: 4_000, next: 2, message: 'overloaded' },
  });
  expect(after(failed, { type: 'attempt-start', attempt: 2, model: 'm' })).toMatchObject({
    phase: 'asking',
    retry: null,
    attempts: 2,
  });
});

test('a place in the queue is known until the turn is admitted', () => {
  const wait: ChatEvent = { type: 'admission-wait', reason: 'rate-limit', position: 3, waitMs: 900 };
  expect(after(wait)).toMatchObject({ phase: 'waiting', wait: { position: 3 } });
  expect(after(wait, { type: 'admission-pass' }).wait).toBeNull();
});

test('text after the first delta changes nothing but the text', () => {
  const answering = after({ type: 'text-delta', text: 'a' });
  expect(advanceProgress(answering, { type: 'text-delta', text: 'b' }, 2_000)).toBe(answering);
});

test('another model, and an answer that was asked for again, are kept in words and in order', () => {
  const progress = after(
    { type: 'text-discard', reason: 'score: expected a number' },
    { type: 'route-change', from: 'a', model: 'b', tier: 'capable', reason: 'a: its answers do not fit' },
  );
  expect(progress.changes).toEqual([
    'the answer was not what the schema asks for (score: expected a number) and was asked for again',
    'b answers in the place of a: a: its answers do not fit',
  ]);
});
