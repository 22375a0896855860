import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { BinaryIndex, CodeRun } from '@jackdaw/core';
import { encodeRun } from './run-bytes.ts';
import { frameSection } from './section.ts';
import { FORMAT_VERSION, MAGIC, SECTION_BYTES, type SnapshotHeader } from './snapshot-format.ts';

export interface WriteSnapshotOptions {
  readonly file: string;
  readonly index: BinaryIndex;
  /** The last change that the index has; those that come while the snapshot is written may be in it or not. */
  readonly sequence: number;
  /** Whose vectors these are: the embedder's id. A snapshot with another label is never opened. */
  readonly label: string;
  readonly signal?: AbortSignal;
}

/**
 * Writes all that the index keeps in memory, a part at a time, while the index goes on: beside the file, synced, and then
 * put in its place, so that the old snapshot stays whole until the new one is. Rejects with the system's error, or with
 * `signal.reason`; the old snapshot is then still there. One at a time for a file.
 */
export async function writeSnapshot(options: WriteSnapshotOptions): Promise<void> {
  const { file, index, sequence, label, signal } = options;
  const { dimensions, seed } = index;
  const header: SnapshotHeader = {
    version: FORMAT_VERSION,
    label,
    dimensions,
    seed,
    sequence,
    entries: index.size,
  };
  const unfinished = `${file}.new`;
  const handle = await open(unfinished, 'w', 0o600);
  try {
    try {
      await writeAll(handle, [MAGIC, frameSection([Buffer.from(JSON.stringify(header))])]);
      for (const section of sectionsOf(index.dump())) {
        signal?.throwIfAborted();
        await writeAll(handle, [section]);
      }
      await writeAll(handle, [frameSection([])]);
      await handle.sync();
    } finally {
      await handle.close();
    }
    signal?.throwIfAborted();
    await rename(unfinished, file);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** Runs gathered into sections of about the usual size. */
function* sectionsOf(runs: Iterable<CodeRun>): Generator<Buffer> {
  let parts: Uint8Array[] = [];
  let bytes = 0;
  for (const run of runs) {
    for (const part of encodeRun(run)) {
      parts.push(part);
      bytes += part.length;
    }
    if (bytes < SECTION_BYTES) continue;
    yield frameSection(parts);
    parts = [];
    bytes = 0;
  }
  if (bytes > 0) yield frameSection(parts);
}

async function writeAll(handle: FileHandle, chunks: readonly Uint8Array[]): Promise<void> {
  for (const chunk of chunks) {
    for (let written = 0; written < chunk.length;) {
      written += (await handle.write(chunk, written)).bytesWritten;
    }
  }
}

/** Makes the new name last through a loss of power, where the system can. */
async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows opens no folders. Without this the old snapshot may come back, which is as good.
  }
}
