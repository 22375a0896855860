import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createBinaryIndex, type BinaryIndex } from '@jackdaw/core';
import { onTestFinished } from 'vitest';
import type { IndexChange } from '../../../../packages/daemon/src/index-snapshot/index.ts';
import { createClusteredVectors } from '../../../contract/vector-index/clustered-vectors.ts';

export const vectors = createClusteredVectors(384, 20, 5);

/** A folder of this test's own, removed with it. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jackdaw-snapshot-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export interface IndexedStore {
  /** All changes so far, as a store keeps them. */
  readonly changes: IndexChange[];
  readonly latest: number;
  vectorOf(id: number): Float32Array | null;
  createIndex(): BinaryIndex;
  put(id: number, partition: string, vector?: Float32Array): void;
  remove(id: number): void;
  entriesSince(sequence: number): AsyncGenerator<IndexChange>;
  /** Sequence numbers that `entriesSince` was asked for. */
  readonly asked: number[];
}

/** What the daemon's store is to the index, kept in memory; changes go to `follow`, the index in use. */
export function createIndexedStore(follow?: BinaryIndex): IndexedStore {
  const changes: IndexChange[] = [];
  const kept = new Map<number, Float32Array>();
  const asked: number[] = [];
  const vectorOf = (id: number) => kept.get(id) ?? null;
  return {
    changes,
    asked,
    get latest() {
      return changes.length;
    },
    vectorOf,
    createIndex: () => createBinaryIndex({ dimensions: 384, maximumBytes: 2 ** 26, vectorOf }),
    put(id, partition, vector = vectors.draw()) {
      kept.set(id, vector);
      changes.push({ seq: changes.length + 1, id, partition, vector });
      follow?.add(id, partition, vector);
    },
    remove(id) {
      kept.delete(id);
      changes.push({ seq: changes.length + 1, id, removed: true });
      follow?.remove(id);
    },
    async *entriesSince(sequence) {
      asked.push(sequence);
      for (const change of changes) if (change.seq > sequence) yield change;
    },
  };
}

/** Puts everything that the store has into an index. */
export function applyAll(store: IndexedStore, index: BinaryIndex): void {
  for (const change of store.changes) {
    if ('removed' in change) index.remove(change.id);
    else index.add(change.id, change.partition, change.vector);
  }
}

/** Whether each of the store's vectors is found in its partition, and nothing else is. */
export function holdsAll(store: IndexedStore, index: BinaryIndex): boolean {
  const last = new Map(store.changes.map((change) => [change.id, change]));
  const present = [...last.values()].filter((change) => !('removed' in change));
  return (
    index.size === present.length &&
    present.every((change) => {
      if ('removed' in change) return false;
      const found = index.nearest(change.partition, change.vector, 50, 0.999);
      return found.some(({ id }) => id === change.id);
    })
  );
}
