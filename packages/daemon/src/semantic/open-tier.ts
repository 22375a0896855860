import { rm } from 'node:fs/promises';
import path from 'node:path';
import { createBinaryIndex, type Embedder, type SemanticEntries, type SemanticTier } from '@jackdaw/core';
import { createSnapshotKeeper, openIndex } from '../index-snapshot/index.ts';
import type { Log } from '../log/index.ts';

/** Vectors that one search reads at most, likeliest first: the handful of candidates is among them. */
const LOOKUPS = 64;

export interface TierOptions {
  readonly embedder: Embedder;
  readonly entries: SemanticEntries;
  /** Where snapshots lie. */
  readonly folder: string;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export type OpenedTier = SemanticTier & { close(): Promise<void> };

/** An embedder with the index of its vectors: from the snapshot, and what the store changed since. */
export async function openTier({ embedder, entries, folder, log, signal }: TierOptions): Promise<OpenedTier> {
  const { id: label, dimensions } = embedder;
  const file = path.join(folder, `${label}.index`);
  const { index, sequence, restored, replayed, refused, rebuiltBecause } = await openIndex({
    snapshotFile: file,
    label,
    createIndex: () =>
      createBinaryIndex({
        dimensions,
        vectorOf: (id) => entries.vectorOf(id, label, dimensions),
        lookups: LOOKUPS,
      }),
    entriesSince: (since) => entries.changesSince(since, label, dimensions),
    latest: entries.sequence,
    signal,
  });
  // One of another past must not be taken for ours when the numbers have caught up with it.
  if (rebuiltBecause !== undefined) await rm(file, { force: true }).catch(() => {});
  log.info({ label, restored, replayed, refused, rebuiltBecause }, 'The index of similar questions is open.');
  const keeper = createSnapshotKeeper({
    file,
    index,
    label,
    sequence,
    onFailure: (error) => log.warn({ err: error, label }, 'A snapshot of the index could not be written.'),
  });
  return { embedder, index, changed: keeper.changed, close: keeper.close };
}
