import { describe, expect, it } from 'vitest';
import { spanBar } from '../../../../packages/tui/src/trace/span-bar.ts';

const bar = (startMs: number, durationMs: number, totalMs = 100) =>
  spanBar({ name: 's', startMs, durationMs, attributes: {} }, totalMs, 10);

describe('the bar of a span', () => {
  it.each([
    [0, 100, '██████████'],
    [0, 50, '█████     '],
    [50, 50, '     █████'],
    [25, 10, '  █▌      '],
    [30, 0, '   ▏      '],
    [100, 0, '         ▏'],
  ])('from %d for %d of 100 ms is to scale: %j', (startMs, durationMs, expected) => {
    expect(bar(startMs, durationMs)).toBe(expected);
  });

  it('has its width whatever the times are', () => {
    for (const [start, duration, total] of [
      [0, 0, 0],
      [5, 500, 10],
      [500, 1, 10],
      [0, -1, 10],
    ] as const) {
      expect(bar(start, duration, total)).toHaveLength(10);
    }
  });
});
