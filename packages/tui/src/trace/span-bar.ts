import type { Span } from '@jackdaw/core/protocol';

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/**
 * A span as a bar on the line of its trace, `columns` wide in whole, to scale to an eighth of a column at its end. A span
 * too short to be seen is `▏` where it was.
 */
export function spanBar({ startMs, durationMs }: Span, totalMs: number, columns: number): string {
  const perMs = totalMs <= 0 ? 0 : columns / totalMs;
  const before = Math.max(0, Math.min(columns - 1, Math.floor(startMs * perMs)));
  const length = Math.min(columns, (startMs + Math.max(0, durationMs)) * perMs) - before;
  const eighths = durationMs * perMs * 8 < 1 ? 1 : Math.max(1, Math.round(length * 8));
  const bar = '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
  return (' '.repeat(before) + bar).padEnd(columns);
}
