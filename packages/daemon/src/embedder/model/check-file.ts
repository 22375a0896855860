import { stat } from 'node:fs/promises';
import path from 'node:path';
import { hashFile } from './hash-file.ts';
import type { ModelFile } from './model-file.ts';

/** Whether the file in `folder` has the size and the hash that it must have. */
export async function checkFile(
  folder: string,
  file: ModelFile,
  signal: AbortSignal,
): Promise<'whole' | 'damaged' | 'absent'> {
  const place = path.join(folder, file.name);
  const size = await sizeOf(place);
  if (size === null) return 'absent';
  if (size !== file.bytes) return 'damaged';
  return (await hashFile(place, signal)) === file.sha256 ? 'whole' : 'damaged';
}

/** Bytes of a file, null where there is none. Rejects with the system's error, e.g. where it may not be read. */
export async function sizeOf(file: string): Promise<number | null> {
  try {
    return (await stat(file)).size;
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')) {
      return null;
    }
    throw error;
  }
}
