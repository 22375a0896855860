import { statSync } from 'node:fs';
import { toJackdawError } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { Log } from '../log/index.ts';
import { loadConfig } from './load-config.ts';

/**
 * The settings that the daemon started with, but for whom to ask: `baseUrl` and `model` are what the file says whenever they
 * are read, since a server may be chosen while the daemon runs. A file that cannot be read changes nothing, and is logged.
 */
export function followServer(config: Config, file: string, log: Pick<Log, 'warn'>): Config {
  let stamp = stampOf(file);
  let { baseUrl, model } = config;

  function look(): void {
    const found = stampOf(file);
    if (found === stamp) return;
    stamp = found;
    try {
      ({ baseUrl, model } = loadConfig(file));
    } catch (error) {
      log.warn(
        { file, reason: toJackdawError(error).message },
        'The config file was changed and is not used.',
      );
    }
  }

  return {
    ...config,
    get baseUrl() {
      look();
      return baseUrl;
    },
    get model() {
      look();
      return model;
    },
  };
}

/** Another one whenever the file was written anew; empty where there is none. */
function stampOf(file: string): string {
  const found = statSync(file, { throwIfNoEntry: false, bigint: true });
  return found === undefined ? '' : `${found.ino} ${found.size} ${found.mtimeNs}`;
}
