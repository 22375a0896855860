import { expect, test } from 'vitest';
import { mergeUsage } from '../../../../packages/daemon/src/provider/usage.ts';

const start = {
  input_tokens: 10,
  output_tokens: 1,
  cache_read_input_tokens: 7,
  cache_creation_input_tokens: 5,
  cache_creation: { ephemeral_5m_input_tokens: 2, ephemeral_1h_input_tokens: 3 },
};
const atStart = { input: 10, output: 1, cacheRead: 7, cacheWrite5m: 2, cacheWrite1h: 3 };

test('the start tells the two lifetimes of cache writes apart', () => {
  expect(mergeUsage(null, start)).toEqual(atStart);
});

test('a later report replaces what it names and keeps the rest', () => {
  const usage = mergeUsage(null, start);
  expect(mergeUsage(usage, { output_tokens: 20 })).toEqual({ ...atStart, output: 20 });
  expect(
    mergeUsage(usage, { output_tokens: 20, input_tokens: null, cache_creation_input_tokens: 5 }),
  ).toEqual({
    ...atStart,
    output: 20,
  });
  expect(mergeUsage(usage, { input_tokens: 12, output_tokens: 20, cache_creation_input_tokens: 9 })).toEqual({
    ...atStart,
    input: 12,
    output: 20,
    cacheWrite5m: 6,
  });
});

test('a sum of cache writes without parts counts as the short lifetime', () => {
  expect(mergeUsage(null, { input_tokens: 1, output_tokens: 0, cache_creation_input_tokens: 4 })).toEqual({
    input: 1,
    output: 0,
    cacheRead: 0,
    cacheWrite5m: 4,
    cacheWrite1h: 0,
  });
});

test.each([
  undefined,
  null,
  'many',
  [],
  {},
  { input_tokens: null },
  { input_tokens: Number.NaN, output_tokens: -1 },
])('%j is no report: unknown stays unknown', (report) => {
  expect(mergeUsage(null, report)).toBeNull();
});
