import type { Clock } from '@jackdaw/core';
import { modelFolder, parseDuration, type Config, type HomePaths } from '@jackdaw/core/home';
import type { Log } from '../log/index.ts';
import { createMiniLmEmbedder, type MiniLmEmbedder } from './minilm-embedder.ts';

/** The real embedder, as the config wants it. Costs nothing until the first text. */
export function createMiniLm({
  config,
  paths,
  clock,
  log,
}: {
  readonly config: Config['embedder'];
  readonly paths: Pick<HomePaths, 'data'>;
  readonly clock: Clock;
  readonly log: Log;
}): MiniLmEmbedder {
  return createMiniLmEmbedder({
    folder: config.folder,
    cacheFolder: modelFolder(paths),
    allowDownload: config.download,
    ...(config.url === null ? {} : { url: config.url }),
    idleMs: parseDuration(config.idle),
    clock,
    log,
  });
}
