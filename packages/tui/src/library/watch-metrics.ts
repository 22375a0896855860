import type { JackdawClient } from '@jackdaw/core/client';
import type { Stats } from '@jackdaw/core/protocol';
import type { Link } from './link.ts';

/** Milliseconds before a lost connection is tried for again. */
const PAUSE_MS = 2_000;

/** Follows the figures over as many connections as it takes, until the returned function is called or the link is closed. */
export function watchMetrics(link: Link, listener: (stats: Stats) => void): () => void {
  let stopped = false;
  let stopListening = () => {};
  let timer: NodeJS.Timeout | undefined;

  function subscribe(client: JackdawClient): void {
    client
      .onMetrics((stats) => !stopped && listener(stats))
      .then(
        (stop) => (stopped ? stop() : (stopListening = stop)),
        () => {},
      );
    client.onClose(reconnect);
  }

  function reconnect(): void {
    if (stopped || link.closed) return;
    timer = setTimeout(() => void link.client().catch(reconnect), PAUSE_MS);
  }

  const stopWatching = link.onClient(subscribe);
  link.client().catch(reconnect);
  return () => {
    stopped = true;
    clearTimeout(timer);
    stopWatching();
    stopListening();
  };
}
