import { warmSigns } from '@jackdaw/core';
import { parseDuration } from '@jackdaw/core/home';
import { compose } from './compose.ts';
import { createLazyProvider } from './lazy-provider.ts';
import type { DaemonParts } from './lifecycle/index.ts';
import { boundStore, openLevelStore } from './store/index.ts';

/** Milliseconds after the start at which the SDK is loaded, and what tells tasks compiled: the first client is served by then. */
const WARM_UP_MS = 300;

export interface DaemonPartsOptions {
  /** Where proxies and collectors are looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** The parts of a daemon that serves people: a database on disk, models behind the Messages API. */
export const createDaemonParts = ({ env = {} }: DaemonPartsOptions = {}): DaemonParts => ({
  openStore: async (options) => boundStore(await openLevelStore(options), options),
  compose({ config, serverSettings, paths, store, clock, log, ownUpstream }) {
    const provider = createLazyProvider(async () => {
      const { createAnthropicProvider, createExchange, createHttpRequest, createRelay, keepSecrets } =
        await import('./provider/index.ts');
      const request = createHttpRequest({ env });
      const startExchange = createExchange({ env, request });
      const provider = createAnthropicProvider({
        stallMs: parseDuration(config.timeouts.stall),
        connectTimeoutMs: parseDuration(config.timeouts.connect),
        headerMode: config.auth,
        request,
        startExchange,
        log,
      });
      return {
        ...provider,
        ...keepSecrets(provider),
        relay: createRelay(startExchange, config.auth, clock.now),
      };
    });
    setTimeout(() => {
      provider.warm();
      inSlices(warmSigns());
    }, WARM_UP_MS).unref();
    return compose({
      config,
      serverSettings,
      paths,
      store,
      provider,
      directory: provider,
      relay: provider.relay,
      clock,
      random: Math.random,
      log,
      env,
      ...(ownUpstream === undefined ? {} : { ownUpstream }),
    });
  },
  async startSimulator() {
    const { startSimulator } = await import('./simulator/index.ts');
    return startSimulator({ demo: true, adminPort: false });
  },
});

/** One step at a time, so that whoever asks meanwhile is served between two. */
function inSlices(steps: Iterator<void, void>): void {
  const next = () => {
    if (steps.next().done !== true) setImmediate(next).unref();
  };
  next();
}

/** The same without a proxy and a collector. */
export const daemonParts: DaemonParts = createDaemonParts();
