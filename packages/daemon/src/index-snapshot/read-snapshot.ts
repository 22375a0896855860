import { open, type FileHandle } from 'node:fs/promises';
import type { BinaryIndex } from '@jackdaw/core';
import { decodeRuns } from './run-bytes.ts';
import { createSectionReader, type SectionReader } from './section.ts';
import { headerSchema, MAGIC, type SnapshotHeader } from './snapshot-format.ts';
import { SnapshotUnusable } from './snapshot-unusable.ts';

/**
 * Fills a new index from a snapshot, a section at a time, and tells its header. Throws `SnapshotUnusable` where there is
 * none, or it is damaged, or of another embedder or rotation; the index is then half filled and of no use. Rejects with
 * `signal.reason` after an abort.
 */
export async function readSnapshot(
  file: string,
  index: BinaryIndex,
  label: string,
  signal?: AbortSignal,
): Promise<SnapshotHeader> {
  const handle = await openSnapshot(file);
  try {
    const reader = createSectionReader(handle);
    if (!MAGIC.equals(await reader.bytes(MAGIC.length)))
      throw new SnapshotUnusable('it is not a snapshot of this kind');
    const header = parseHeader(await reader.section());
    checkHeader(header, index, label);
    index.expect(header.entries);
    await restoreSections(reader, index, signal);
    const { bytesRead } = await handle.read(Buffer.alloc(1), 0, 1, null);
    if (bytesRead > 0) throw new SnapshotUnusable('it is damaged: something follows its end');
    return header;
  } finally {
    await handle.close();
  }
}

/** Restores each section while the next is being read. */
async function restoreSections(
  reader: SectionReader,
  index: BinaryIndex,
  signal: AbortSignal | undefined,
): Promise<void> {
  let coming = reader.section();
  for (let content = await coming; content.length > 0; content = await coming) {
    signal?.throwIfAborted();
    coming = reader.section();
    // Awaited in a moment, unless this section fails first.
    coming.catch(() => {});
    for (const run of decodeRuns(content)) index.restore(run);
  }
}

async function openSnapshot(file: string): Promise<FileHandle> {
  try {
    return await open(file, 'r');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw new SnapshotUnusable('there is none yet', { cause: error });
    }
    throw error;
  }
}

function parseHeader(content: Uint8Array): SnapshotHeader {
  try {
    return headerSchema.parse(JSON.parse(Buffer.from(content).toString('utf8')));
  } catch (error) {
    throw new SnapshotUnusable('it was written by another version', { cause: error });
  }
}

function checkHeader(header: SnapshotHeader, index: BinaryIndex, label: string): void {
  if (header.label !== label) throw new SnapshotUnusable(`it is of ${header.label}, not of ${label}`);
  if (header.dimensions !== index.dimensions || header.seed !== index.seed) {
    throw new SnapshotUnusable('its vectors were turned in another way');
  }
}
