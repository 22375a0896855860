import { expect, test } from 'vitest';
import { formatAge, formatCount, formatDuration, formatTokens, formatUsd } from '../../../../packages/tui/src/text/index.ts';

test.each([
  [0, '$0'],
  [0.000_004, '<$0.0001'],
  [0.0042, '$0.0042'],
  [0.314, '$0.31'],
  [12.5, '$12.50'],
])('%d dollars read %s', (dollars, text) => expect(formatUsd(dollars)).toBe(text));

test.each([
  [3.6, '4 ms'],
  [999, '999 ms'],
  [1_234, '1.2 s'],
  [59_999, '1 min 0 s'],
  [125_000, '2 min 5 s'],
])('%d ms read %s', (ms, text) => expect(formatDuration(ms)).toBe(text));

test.each([
  [59_000, 'just now'],
  [300_000, '5 min old'],
  [3 * 3_600_000, '3 h old'],
  [86_400_000, '1 day old'],
  [3 * 86_400_000, '3 days old'],
])('an age of %d ms reads %s', (ms, text) => expect(formatAge(ms)).toBe(text));

test.each([
  [842, '842'],
  [1_240, '1.2k'],
  [9_960, '10k'],
  [3_400_000, '3.4M'],
])('%d reads %s', (count, text) => expect(formatCount(count)).toBe(text));

test('input tokens include those that the provider cached', () => {
  const usage = { input: 10, output: 84, cacheRead: 1000, cacheWrite5m: 200, cacheWrite1h: 2 };
  expect(formatTokens(usage)).toBe('1.2k in, 84 out');
});
