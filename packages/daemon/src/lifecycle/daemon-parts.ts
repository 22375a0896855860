import type { Clock, LocalStore, Turns, Upstream } from '@jackdaw/core';
import type { Config, HomePaths } from '@jackdaw/core/home';
import type { DaemonStatus } from '@jackdaw/core/protocol';
import type { RunningSimulator, ServerSettings } from '../config/index.ts';
import type { Log } from '../log/index.ts';
import type { MetricsPage } from '../telemetry/index.ts';
import type { Warnings } from './warnings.ts';
import type { Relay } from '../provider/relay.ts';
import type { Handlers, MetricsSource } from '../server/index.ts';

/** What the daemon serves, put together on a store. */
export interface Composition {
  readonly turns: Turns;
  readonly relay: Relay;
  readonly handlers: Handlers;
  readonly metrics: MetricsSource;
  /** All figures in the text format of Prometheus. */
  metricsPage(server: { readonly clients: number }): Promise<MetricsPage>;
  /** How many answers the caches hold. */
  cachedEntries(): number;
  /** What finds similar questions, and how far it is. */
  embedder(): DaemonStatus['embedder'];
  /** How the last call to the service ended. */
  upstream(): DaemonStatus['upstream'];
  /** Stops what works in the background; the store stays open. */
  close(): Promise<void>;
}

export interface ComposeOptions {
  readonly config: Config;
  /** Asked for each question: `followServer`. */
  readonly serverSettings: () => ServerSettings;
  readonly paths: HomePaths;
  readonly store: LocalStore;
  readonly clock: Clock;
  readonly log: Log;
  /** Where the daemon's own questions would go; null in the demo, and where there are no credentials. Default: null. */
  readonly ownUpstream?: () => Promise<Upstream | null>;
}

/** How the rooms that the life of the daemon needs are made; `main.ts` knows. */
export interface DaemonParts {
  openStore(options: {
    readonly folder: string;
    readonly clock: Clock;
    readonly log: Log;
    readonly warnings: Warnings;
  }): Promise<LocalStore>;
  compose(options: ComposeOptions): Promise<Composition>;
  startSimulator(): Promise<RunningSimulator>;
}
