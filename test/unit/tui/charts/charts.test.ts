import type { Series } from '@jackdaw/core/protocol';
import { describe, expect, test } from 'vitest';
import {
  bar,
  columnChart,
  histogram,
  overTime,
  sparkline,
} from '../../../../packages/tui/src/charts/index.ts';

test('a sparkline tells unknown from nought, and small from none', () => {
  expect(sparkline([null, 0, 1, 50, 100])).toBe(' ▁▁▄█');
  expect(sparkline([0, 0])).toBe('▁▁');
  expect(sparkline([5], 10)).toBe('▄');
});

test('columns have the height of their values, to an eighth of a row', () => {
  expect(columnChart([0, 4, 8, 16, null], 2)).toEqual(['   █ ', '▁▄██ ']);
  expect(columnChart([0.001, 100], 1)).toEqual(['▁█']);
});

test('a bar of anything is seen, and never longer than its room', () => {
  expect(bar(0, 10)).toBe('');
  expect(bar(0.0001, 10)).toBe('▏');
  expect(bar(0.55, 10)).toBe('█████▌');
  expect(bar(2, 4)).toBe('████');
});

test('times fall into ranges; empty ones at the ends are left out', () => {
  expect(histogram([])).toEqual([]);
  expect(histogram([0.5, 250, 300, 2_000]).map(({ to, count }) => [to, count])).toEqual([
    [1, 1],
    [3, 0],
    [10, 0],
    [30, 0],
    [100, 0],
    [300, 2],
    [1_000, 0],
    [3_000, 1],
  ]);
});

describe('a figure over time', () => {
  const point = (at: number, costUsd: number) => ({ at, costUsd }) as Series['points'][number];
  const series: Series = {
    range: 'hour',
    stepMs: 10,
    from: 120,
    to: 200,
    points: [point(120, 1), point(150, 2), point(160, 4)],
  };
  const cost = ({ costUsd }: { readonly costUsd: number }) => costUsd;

  test('sums what falls into a column; before it is known there is nothing', () => {
    expect(overTime(series, { from: 80, to: 200 }, 3, cost, { combine: 'sum', none: 0 })).toEqual([
      null,
      3,
      4,
    ]);
  });

  test('takes the largest, and leaves gaps where nothing was measured', () => {
    expect(overTime(series, { from: 120, to: 200 }, 2, cost, { combine: 'largest', none: null })).toEqual([
      2, 4,
    ]);
    expect(overTime(series, { from: 170, to: 200 }, 1, cost, { combine: 'largest', none: null })).toEqual([
      null,
    ]);
  });

  test('a column narrower than a step shows the step that it is in', () => {
    expect(overTime(series, { from: 150, to: 170 }, 4, cost, { combine: 'sum', none: 0 })).toEqual([
      2, 2, 4, 4,
    ]);
  });
});
