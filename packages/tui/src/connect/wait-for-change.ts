import { watch } from 'node:fs';

/**
 * Resolves when something in the folder changes, at the latest after `ms` milliseconds. Where a folder cannot be
 * watched the time alone counts. Rejects with `signal.reason`.
 */
export function waitForChange(folder: string, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) return reject(signal.reason);
    let stopWatching = () => {};
    const timer = setTimeout(() => settle(resolve), Math.max(0, ms));
    const onAbort = () => settle(() => reject(signal?.reason));
    const settle = (how: () => void) => {
      clearTimeout(timer);
      stopWatching();
      signal?.removeEventListener('abort', onAbort);
      how();
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    try {
      const watcher = watch(folder, () => settle(resolve));
      watcher.on('error', () => {});
      stopWatching = () => watcher.close();
    } catch {
      // Out of watches, or a file system without them.
    }
  });
}
