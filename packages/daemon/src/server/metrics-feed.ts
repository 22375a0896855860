import type { Clock } from '@jackdaw/core';
import type { Stats } from '@jackdaw/core/protocol';
import type { MetricsSource } from './server-parts.ts';

/** One feed of `metrics.update` for all connections: made and written out once, however many listen. */
export interface MetricsFeed {
  /** The figures now; changes follow through `send` until the returned function is called. */
  subscribe(send: (frame: string) => void): { readonly now: Stats; readonly unsubscribe: () => void };
}

export interface MetricsFeedOptions {
  readonly metrics: MetricsSource;
  readonly clock: Clock;
  /** Milliseconds at least between two updates. */
  readonly intervalMs: number;
}

/** Nothing runs while nobody listens or nothing changes. */
export function createMetricsFeed({ metrics, clock, intervalMs }: MetricsFeedOptions): MetricsFeed {
  const listeners = new Set<(frame: string) => void>();
  let pause: AbortController | null = null;
  let stopListening: (() => void) | null = null;

  function changed(): void {
    if (pause !== null) return;
    const { signal } = (pause = new AbortController());
    clock.sleep(intervalMs, signal).then(publish, () => {});
  }

  function publish(): void {
    pause = null;
    const frame = JSON.stringify({ jsonrpc: '2.0', method: 'metrics.update', params: metrics.get() });
    for (const send of listeners) send(frame);
  }

  return {
    subscribe(send) {
      listeners.add(send);
      stopListening ??= metrics.onChange(changed);
      return {
        now: metrics.get(),
        unsubscribe() {
          listeners.delete(send);
          if (listeners.size > 0) return;
          stopListening?.();
          stopListening = null;
          pause?.abort();
          pause = null;
        },
      };
    },
  };
}
