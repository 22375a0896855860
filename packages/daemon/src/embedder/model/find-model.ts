import path from 'node:path';
import { checkFile, sizeOf } from './check-file.ts';
import { hashFile } from './hash-file.ts';
import { WEIGHTS_FILE, type ModelFile } from './model-file.ts';

export interface ModelPlaces {
  /** The user's own; null where none is set. Its files need not be the pinned ones: another model has another id. */
  readonly folder: string | null;
  /** Ours; only the pinned files count there. */
  readonly cacheFolder: string;
  readonly files: readonly ModelFile[];
}

export type ModelSearch =
  | { readonly found: true; readonly folder: string; readonly sha256: string }
  /** What is wrong with each place, in words; nothing about an empty cache. */
  | { readonly found: false; readonly problems: readonly string[] };

/** Looks for a whole model, in the user's folder first. Rejects with the system's error where a file cannot be read. */
export async function findModel(places: ModelPlaces, signal: AbortSignal): Promise<ModelSearch> {
  const { folder, cacheFolder, files } = places;
  const problems: string[] = [];
  if (folder !== null) {
    const absent = await namesWhere(
      files,
      async ({ name }) => (await sizeOf(path.join(folder, name))) === null,
    );
    if (absent.length === 0) return foundIn(folder, signal);
    problems.push(`${folder} has no ${absent.join(', ')}`);
  }
  const checks = await Promise.all(files.map((file) => checkFile(cacheFolder, file, signal)));
  if (checks.every((check) => check === 'whole')) return foundIn(cacheFolder, signal);
  const damaged = files.filter((_, index) => checks[index] === 'damaged').map(({ name }) => name);
  if (damaged.length > 0) problems.push(`${damaged.join(', ')} in ${cacheFolder} is damaged`);
  return { found: false, problems };
}

async function foundIn(folder: string, signal: AbortSignal): Promise<ModelSearch> {
  return { found: true, folder, sha256: await hashFile(path.join(folder, WEIGHTS_FILE), signal) };
}

async function namesWhere(
  files: readonly ModelFile[],
  test: (file: ModelFile) => Promise<boolean>,
): Promise<string[]> {
  const results = await Promise.all(files.map(test));
  return files.filter((_, index) => results[index]).map(({ name }) => name);
}
