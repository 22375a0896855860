import type { Clock, Turns, Upstream } from '@jackdaw/core';
import type { ClientEnvironment, DaemonStatus, Stats } from '@jackdaw/core/protocol';
import type { Relay } from '../provider/relay.ts';
import type { Log } from '../log/index.ts';
import type { Handlers } from './handlers.ts';

export interface MetricsSource {
  get(): Stats;
  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
}

/** Where the turns of a caller go. The environment is what the caller said of itself in `hello`. */
export interface Upstreams {
  /** Whether a turn would have somewhere to go. Never throws: without a destination there is still the history. */
  describe(environment: ClientEnvironment | undefined): {
    readonly demo: boolean;
    readonly credentials: boolean;
  };
  /** A missing key or a wrong address is for the turn to tell: what the cache holds needs neither. */
  resolve(environment: ClientEnvironment | undefined): Promise<Upstream>;
}

/** What the sessions serve. */
export interface ServerParts {
  readonly turns: Turns;
  readonly handlers: Handlers;
  readonly metrics: MetricsSource;
  readonly upstreams: Upstreams;
  /** Hands on what is asked of the upstream beside answers. */
  readonly relay: Relay;
  /** What `GET /metrics` answers; without it there is nothing there. */
  readonly metricsPage?: () => Promise<{ readonly contentType: string; readonly text: string }>;
  status(): Promise<DaemonStatus>;
  /** Called once `shutdown` was answered. */
  shutdown(): void;
  readonly version: string;
  readonly clock: Clock;
  readonly log: Log;
}
