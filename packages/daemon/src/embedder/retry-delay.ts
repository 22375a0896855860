const SECOND = 1000;

/** Milliseconds to wait before the next fetch of the model, after `failures` in a row (from 1): 10 s, 40 s … 1 h. */
export function fetchDelay(failures: number): number {
  return Math.min(3600 * SECOND, 10 * SECOND * 4 ** (failures - 1));
}

/** Milliseconds to wait before the next start of the worker, after `failures` in a row: none, 1 s, 4 s … 5 min. */
export function restartDelay(failures: number): number {
  return failures <= 1 ? 0 : Math.min(300 * SECOND, SECOND * 4 ** (failures - 2));
}

/** A worker that failed so often in a row is not started again. */
export const MOST_FAILURES = 8;
