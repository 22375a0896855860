import type { Clock } from '@jackdaw/core';

export interface IdleWatch {
  /** To be called when the number of clients may have changed. */
  update(): void;
  stop(): void;
}

export interface IdleWatchOptions {
  readonly clock: Clock;
  /** Milliseconds without clients and turns after which `onIdle` is called. */
  readonly idleMs: number;
  readonly hasClients: () => boolean;
  readonly hasTurns: () => boolean;
  readonly onIdle: () => void;
}

/** One timer, and only while nobody is connected. */
export function createIdleWatch({
  clock,
  idleMs,
  hasClients,
  hasTurns,
  onIdle,
}: IdleWatchOptions): IdleWatch {
  let wait: AbortController | null = null;

  function begin(): void {
    const { signal } = (wait = new AbortController());
    clock.sleep(idleMs, signal).then(
      // A turn that outlives its clients is worth another round.
      () => (hasTurns() ? begin() : onIdle()),
      () => {},
    );
  }

  function stop(): void {
    wait?.abort();
    wait = null;
  }

  return {
    update() {
      if (hasClients()) stop();
      else if (wait === null) begin();
    },
    stop,
  };
}
