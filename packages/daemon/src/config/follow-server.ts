import { toJackdawError } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { Log } from '../log/index.ts';
import { fileStamp } from './file-stamp.ts';
import { loadConfig } from './load-config.ts';

/** Whom to ask, and by which model where a question does not say. */
export type ServerSettings = Pick<Config, 'baseUrl' | 'model'>;

/**
 * What the config file says of the server whenever it is asked, since one may be chosen while the daemon runs. A file that
 * cannot be read changes nothing, and is logged.
 */
export function followServer(
  { baseUrl, model }: ServerSettings,
  file: string,
  log: Pick<Log, 'warn'>,
): () => ServerSettings {
  let stamp = fileStamp(file);
  let latest: ServerSettings = { baseUrl, model };

  return () => {
    const found = fileStamp(file);
    if (found === stamp) return latest;
    stamp = found;
    try {
      latest = loadConfig(file);
    } catch (error) {
      const reason = toJackdawError(error).message;
      log.warn({ file, reason }, 'The config file was changed and is not used.');
    }
    return latest;
  };
}
