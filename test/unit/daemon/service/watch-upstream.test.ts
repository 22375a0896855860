import type { AttemptLine } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { createUpstreamWatch } from '../../../../packages/daemon/src/service/watch-upstream.ts';

const line = (changes: Partial<AttemptLine>): AttemptLine => ({
  model: 'm',
  attempt: 1,
  requestId: null,
  startedAt: 1_000,
  latencyMs: 50,
  ttftMs: null,
  usage: null,
  costUsd: null,
  error: null,
  simulated: false,
  ...changes,
});
const failure = (code: 'unreachable' | 'overloaded' | 'cancelled') => ({
  code,
  message: `${code}.`,
  retryable: true,
});

test('says how the last call ended, offline only where nothing could be reached', () => {
  const watch = createUpstreamWatch();
  const booked: AttemptLine[] = [];
  const record = watch.watching((first) => {
    booked.push(first);
    return (later) => void booked.push(later);
  });
  expect(watch.state()).toEqual({ state: 'unknown', at: null });
  record(line({ error: failure('unreachable') }));
  expect(watch.state()).toMatchObject({ state: 'offline', at: 1_050, code: 'unreachable' });
  record(line({ error: failure('overloaded') }));
  expect(watch.state().state).toBe('failing');
  const amend = record(line({ underWay: true, error: failure('unreachable') }));
  expect(watch.state().state).toBe('failing');
  amend(line({}));
  expect(watch.state()).toEqual({ state: 'reachable', at: 1_050 });
  record(line({ error: failure('cancelled') }));
  expect(watch.state().state).toBe('reachable');
  expect(booked).toHaveLength(5);
});
