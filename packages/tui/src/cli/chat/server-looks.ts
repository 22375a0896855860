import type { HomePaths } from '@jackdaw/core/home';
import { readConfig } from '../../connect/index.ts';
import type { ServerLooks } from '../../render-chat-options.ts';
import { effectiveConfig } from '../config/effective-config.ts';
import { findLocalServers, lookAtServer, tidyAddress, VENDOR_ADDRESS } from '../../servers/index.ts';

/** Milliseconds that a person waits before a key is kept unchecked. */
const PATIENCE_MS = 6_000;

/** Looks at servers as the daemon would call them from this environment. */
export function createServerLooks(paths: HomePaths, environment: () => NodeJS.ProcessEnv): ServerLooks {
  async function look(address: string, key: string | null) {
    const { auth } = await readConfig(paths);
    return lookAtServer({ address, key, auth, env: environment(), patienceMs: PATIENCE_MS });
  }
  return {
    async tryKey(key) {
      const { config } = await effectiveConfig(paths, environment());
      const named = config.baseUrl ?? VENDOR_ADDRESS;
      const address = tidyAddress(named) ?? named;
      return { host: URL.parse(address)?.host ?? address, look: await look(address, key) };
    },
    tryServer: (address) => look(address, null),
    find: () => findLocalServers(environment()),
  };
}
