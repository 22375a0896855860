import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { MINILM_FILES, modelFolder, type Config, type HomePaths, type ModelFile } from '@jackdaw/core/home';
import { reasonOf } from '../../connect/reason-of.ts';
import { ok, warn, type Check } from './check.ts';

type FileState = 'whole' | 'other' | 'absent';

/** The files of the embedding model, by the checksums that they must have before they are loaded. */
export async function checkModel(
  paths: Pick<HomePaths, 'data'>,
  { enabled, folder, download }: Config['embedder'],
  files: readonly ModelFile[] = MINILM_FILES,
): Promise<Check> {
  if (!enabled) return ok('model files', 'not used: embedder.enabled is false');
  try {
    const own = folder === null ? null : await statesOf(folder, files);
    if (folder !== null && own !== null && !own.has('absent')) {
      return own.has('other')
        ? ok('model files', `${folder}, with checksums of their own: another model`)
        : ok('model files', `${folder}, checksums as they must be`);
    }
    const kept = modelFolder(paths);
    const states = await statesOf(kept, files);
    if (states.size === 1 && states.has('whole')) {
      return own === null
        ? ok('model files', 'checksums as they must be')
        : warn(
            'model files',
            `${folder} lacks some; those in ${kept} are used`,
            'Mend embedder.folder, or take it out.',
          );
    }
    if (states.has('other')) {
      const advice = download ? 'It is fetched anew.' : 'embedder.download is false: put whole files there.';
      return warn('model files', `damaged, in ${kept}`, advice);
    }
    return download
      ? ok('model files', 'not there yet: fetched in the background (23 MB, once)')
      : warn(
          'model files',
          'not there',
          'embedder.download is false: name their folder with embedder.folder.',
        );
  } catch (error) {
    return warn('model files', reasonOf(error), 'Look at the folder, or set embedder.folder.');
  }
}

async function statesOf(folder: string, files: readonly ModelFile[]): Promise<ReadonlySet<FileState>> {
  return new Set(await Promise.all(files.map((file) => stateOf(path.join(folder, file.name), file))));
}

async function stateOf(place: string, { bytes, sha256 }: ModelFile): Promise<FileState> {
  const size = await stat(place).then(
    (found) => found.size,
    () => null,
  );
  if (size === null) return 'absent';
  if (size !== bytes) return 'other';
  const hash = createHash('sha256');
  await pipeline(createReadStream(place), hash);
  return hash.digest('hex') === sha256 ? 'whole' : 'other';
}
