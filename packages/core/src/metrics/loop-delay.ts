import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock } from '../clock/index.ts';

/** Milliseconds between two looks at the clock; what is below is not told. */
const RESOLUTION_MS = 20;
/** Measured for so long after somebody looked: nothing runs while nobody does. */
const KEPT_MS = 30_000;

/** Milliseconds beyond the expected; null until measured, which begins with the first look. */
export interface LoopDelay {
  readonly p50: number | null;
  readonly p99: number | null;
  readonly max: number | null;
}

/** How late the event loop is, of the time since the look before, or of the last while. */
export function createLoopDelay(clock: Clock): { look(): LoopDelay; close(): void } {
  let monitor: ReturnType<typeof monitorEventLoopDelay> | null = null;
  let until = 0;
  let watching: AbortController | null = null;

  async function stopLater(signal: AbortSignal): Promise<void> {
    while (clock.monotonic() < until) await clock.sleep(until - clock.monotonic(), signal);
    stop();
  }

  function stop(): void {
    monitor?.disable();
    monitor = null;
    watching = null;
  }

  return {
    look() {
      until = clock.monotonic() + KEPT_MS;
      if (monitor === null) {
        monitor = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
        monitor.enable();
        watching = new AbortController();
        stopLater(watching.signal).catch(() => {});
      }
      if (monitor.count === 0) return { p50: null, p99: null, max: null };
      const beyond = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS);
      return {
        p50: beyond(monitor.percentile(50)),
        p99: beyond(monitor.percentile(99)),
        max: beyond(monitor.max),
      };
    },
    close() {
      watching?.abort();
      stop();
    },
  };
}
