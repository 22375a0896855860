import type { AttemptLine, RecordAttempt } from '@jackdaw/core';
import type { DaemonStatus } from '@jackdaw/core/protocol';

export type UpstreamState = NonNullable<DaemonStatus['upstream']>;

export interface UpstreamWatch {
  /** Puts attempts on record as before, and remembers how the last one ended. */
  watching(record: RecordAttempt): RecordAttempt;
  state(): UpstreamState;
}

/** Whether the service can be reached, as the last call found it: nothing is asked for the sake of knowing. */
export function createUpstreamWatch(): UpstreamWatch {
  let state: UpstreamState = { state: 'unknown', at: null };

  function note({ underWay, error, startedAt, latencyMs }: AttemptLine): void {
    // Who cancels learns nothing of the other end.
    if (underWay === true || error?.code === 'cancelled') return;
    const at = startedAt + latencyMs;
    if (error === null) state = { state: 'reachable', at };
    else {
      const { code, message } = error;
      state = { state: code === 'unreachable' ? 'offline' : 'failing', at, code, message };
    }
  }

  return {
    watching: (record) => (line) => {
      note(line);
      const amend = record(line);
      return (later) => {
        note(later);
        amend(later);
      };
    },
    state: () => state,
  };
}
