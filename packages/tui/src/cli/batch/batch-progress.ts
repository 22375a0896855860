import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import type { CliContext } from '../cli-context.ts';

/** What a batch has come to. */
export interface BatchCounts {
  readonly total: number;
  /** By an earlier run. */
  readonly before: number;
  answered: number;
  cached: number;
  failed: number;
  /** Dollars; null once a price was unknown. */
  costUsd: number | null;
  savedUsd: number;
}

export interface BatchProgress {
  show(): void;
  /** Takes the bar off the screen. */
  clear(): void;
}

const INTERVAL_MS = 100;
const BAR_COLUMNS = 20;

/** A bar on stderr where that is a terminal; nothing elsewhere, or with `--plain`. `now` in milliseconds. */
export function batchProgress(
  { stderr, plain }: Pick<CliContext, 'stderr' | 'plain'>,
  counts: BatchCounts,
  now: () => number,
): BatchProgress {
  if (!stderr.isTTY || plain) return { show: () => {}, clear: () => {} };
  const startedAt = now();
  let shownAt = -Infinity;
  return {
    show() {
      if (now() - shownAt < INTERVAL_MS) return;
      shownAt = now();
      const line = progressLine(counts, now() - startedAt).slice(0, Math.max(0, stderr.columns - 1));
      stderr.write(`\r${line}\u001b[K`);
    },
    clear: () => void stderr.write('\r\u001b[K'),
  };
}

export function progressLine(counts: BatchCounts, elapsedMs: number): string {
  const { total, before, answered } = counts;
  const done = before + answered;
  const filled = Math.floor((BAR_COLUMNS * done) / total);
  const left = answered === 0 ? null : ((total - done) * elapsedMs) / answered;
  const bar = `${'█'.repeat(filled)}${'░'.repeat(BAR_COLUMNS - filled)}`;
  const rest = done === total || left === null ? '' : ` · ${formatDuration(left)} left`;
  return `${bar} ${done}/${total}${tail(counts)}${rest}`;
}

/** The last word on a batch. */
export function batchSummary(counts: BatchCounts, elapsedMs: number): string {
  const { before, answered } = counts;
  const earlier = before === 0 ? '' : ` (${before} by an earlier run)`;
  return `${before + answered} of ${counts.total} answered${earlier} in ${formatDuration(elapsedMs)}${tail(counts)}`;
}

function tail({ cached, failed, costUsd, savedUsd }: BatchCounts): string {
  return [
    cached === 0 ? '' : ` · ${cached} cached`,
    failed === 0 ? '' : ` · ${failed} failed`,
    ` · ${formatDollars(costUsd)} spent`,
    savedUsd === 0 ? '' : ` · ${formatDollars(savedUsd)} saved`,
  ].join('');
}
