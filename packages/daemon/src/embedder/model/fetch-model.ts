import { rm } from 'node:fs/promises';
import path from 'node:path';
import { checkFile } from './check-file.ts';
import { fetchFile, type FetchFileOptions } from './fetch-file.ts';
import type { ModelFile } from './model-file.ts';

export interface FetchModelOptions extends Omit<FetchFileOptions, 'onBytes'> {
  readonly files: readonly ModelFile[];
  /** Told often: bytes of all files that are on the disk, and bytes of all files. */
  readonly onProgress: (receivedBytes: number, totalBytes: number) => void;
}

/** Fetches what `folder` lacks of the files, one after the other. Rejects as `fetchFile` does. */
export async function fetchModel({ files, onProgress, ...options }: FetchModelOptions): Promise<void> {
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let before = 0;
  for (const file of files) {
    const check = await checkFile(options.folder, file, options.signal);
    if (check === 'damaged') await rm(path.join(options.folder, file.name));
    const start = before;
    if (check !== 'whole') {
      await fetchFile(file, { ...options, onBytes: (bytes) => onProgress(start + bytes, totalBytes) });
    }
    before += file.bytes;
    onProgress(before, totalBytes);
  }
}
