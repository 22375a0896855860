import { parseDuration } from '@jackdaw/core/home';
import { InvalidArgumentError } from 'commander';

/** Reads `7d`, `12h` or a date like `2026-11-01`, as milliseconds since the epoch. */
export function parseSince(text: string): number {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00`).getTime() : NaN;
  if (!Number.isNaN(date)) return Math.max(0, date);
  try {
    return Math.max(0, Date.now() - parseDuration(text));
  } catch {
    throw new InvalidArgumentError('Expected a time like 7d or 12h, or a date like 2026-11-01.');
  }
}
