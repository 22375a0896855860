import { expect, test } from 'vitest';
import { createCallBound } from '../../../../packages/daemon/src/server/call-bound.ts';

const limits = { maxCalls: 2, maxCallCharacters: 100 };

test('beyond the number of calls a further one is told to wait, until one has ended', () => {
  const calls = createCallBound(limits);
  expect([calls.begin(1), calls.begin(1)]).toEqual([null, null]);
  expect(calls.begin(1)).toMatchObject({ code: 'queue_full', retryable: true, retryAfterMs: 100 });
  calls.end(1);
  expect(calls.begin(1)).toBeNull();
});

test('large calls count by their size, and a single one always begins', () => {
  const calls = createCallBound(limits);
  expect(calls.begin(1_000)).toBeNull();
  expect(calls.begin(1)).toMatchObject({ code: 'queue_full' });
  calls.end(1_000);
  expect([calls.begin(60), calls.begin(40)]).toEqual([null, null]);
});
