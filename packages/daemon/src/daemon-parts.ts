import { parseDuration } from '@jackdaw/core/home';
import { compose } from './compose.ts';
import { createLazyProvider } from './lazy-provider.ts';
import type { DaemonParts } from './lifecycle/index.ts';
import { openLevelStore } from './store/index.ts';

/** Milliseconds after the start at which the SDK is loaded: the first client is served by then. */
const WARM_UP_MS = 300;

/** The parts of a daemon that serves people: a database on disk, models behind the Messages API. */
export const daemonParts: DaemonParts = {
  openStore: (options) => openLevelStore(options),
  compose({ config, paths, store, clock, log }) {
    const provider = createLazyProvider(async () => {
      const { createAnthropicProvider } = await import('./provider/index.ts');
      return createAnthropicProvider({
        stallMs: parseDuration(config.timeouts.stall),
        connectTimeoutMs: parseDuration(config.timeouts.connect),
        headerMode: config.auth,
        log,
      });
    });
    setTimeout(() => provider.warm(), WARM_UP_MS).unref();
    return compose({ config, paths, store, provider, clock, random: Math.random, log });
  },
  async startSimulator() {
    const { startSimulator } = await import('./simulator/index.ts');
    return startSimulator({ demo: true, adminPort: false });
  },
};
