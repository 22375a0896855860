import { describe, expect, test } from 'vitest';
import { fitText } from '../../../../packages/tui/src/output/fit-text.ts';
import { formatBytes } from '../../../../packages/tui/src/output/format-bytes.ts';
import {
  countOf,
  formatCompact,
  formatCount,
  formatPercent,
} from '../../../../packages/tui/src/output/format-count.ts';
import { formatDollars } from '../../../../packages/tui/src/output/format-dollars.ts';
import { formatDuration } from '../../../../packages/tui/src/output/format-duration.ts';
import { formatAge, formatRelativeTime } from '../../../../packages/tui/src/output/format-relative-time.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

describe('money', () => {
  test.each([
    [null, '–'],
    [0, '$0'],
    [0.00003, '<$0.0001'],
    [0.0042, '$0.0042'],
    [0.1234, '$0.123'],
    [12.5, '$12.50'],
    [1234567.891, '$1,234,567.89'],
    [-0.5, '-$0.500'],
  ])('%s dollars read %s', (usd, text) => expect(formatDollars(usd)).toBe(text));
});

describe('lengths of time', () => {
  test.each([
    [null, '–'],
    [0, '0 ms'],
    [0.4, '<1 ms'],
    [999, '999 ms'],
    [999.9, '1.0 s'],
    [59_990, '1 m'],
    [125_000, '2 m 5 s'],
    [3_600_000, '1 h'],
    [11_520_000, '3 h 12 m'],
    [187_200_000, '2 d 4 h'],
  ])('%s milliseconds read %s', (ms, text) => expect(formatDuration(ms)).toBe(text));
});

describe('times', () => {
  const now = new Date(2026, 10, 23, 12, 0).getTime();
  test.each([
    [now - 5_000, 'just now'],
    [now - MINUTE, '1 minute ago'],
    [now - 3 * DAY, '3 days ago'],
    [now + 2 * DAY, 'in 2 days'],
    [now + 30_000, 'in a moment'],
    [new Date(2026, 0, 5).getTime(), '2026-01-05'],
  ])('%s reads %s', (at, text) => expect(formatRelativeTime(at, now)).toBe(text));

  test('an age is counted in its largest unit', () => {
    expect([formatAge(100), formatAge(3 * DAY), formatAge(45 * DAY)]).toEqual([
      'seconds old',
      '3 days old',
      '45 days old',
    ]);
  });
});

describe('counts', () => {
  test.each([
    [950, '950'],
    [1234, '1.2k'],
    [34_400, '34k'],
    [999_700, '1.0M'],
    [5_600_000, '5.6M'],
    [2_000_000_000, '2.0G'],
  ])('%s in short is %s', (count, text) => expect(formatCompact(count)).toBe(text));

  test('whole numbers have their thousands apart', () => expect(formatCount(1234567)).toBe('1,234,567'));

  test.each([
    [0, '0 %'],
    [0.042, '4.2 %'],
    [0.5, '50 %'],
    [1, '100 %'],
  ])('a share of %s is %s', (share, text) => expect(formatPercent(share)).toBe(text));

  test.each([
    [512, '512 B'],
    [1536, '1.5 KiB'],
    [2 ** 30, '1 GiB'],
    [20 * 2 ** 30, '20 GiB'],
  ])('%s bytes are %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text));
});

describe('a line that must fit', () => {
  test('is cut between characters that people see as one', () => {
    expect(fitText('family 👨‍👩‍👧 and more', 10)).toBe('family 👨‍👩‍👧…');
  });

  test('counts wide characters as two columns', () => expect(fitText('漢字漢字', 5)).toBe('漢字…'));

  test('becomes one line', () => expect(fitText(' a\n b\t c ', 20)).toBe('a b c'));
});

test('a count with its noun', () => {
  expect([0, 1, 2, 1_234].map((count) => countOf(count, 'turn'))).toEqual([
    '0 turns',
    '1 turn',
    '2 turns',
    '1,234 turns',
  ]);
  expect([1, 2].map((count) => countOf(count, 'retry', 'retries'))).toEqual(['1 retry', '2 retries']);
});
