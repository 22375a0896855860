import { join } from 'node:path';
import { createBinaryIndex, prefixRange, type JsonValue, type Store } from '@jackdaw/core';
import { expect, test } from 'vitest';
import {
  createSnapshotKeeper,
  openIndex,
  type IndexChange,
} from '../../../packages/daemon/src/index-snapshot/index.ts';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { temporaryFolder, vectors } from '../../unit/daemon/index-snapshot/support.ts';

const keyOf = (seq: number) => `change/${String(seq).padStart(8, '0')}`;

async function* changesSince(store: Store, sequence: number): AsyncGenerator<IndexChange> {
  for await (const { value } of store.scan({ ...prefixRange('change/'), from: keyOf(sequence + 1) })) {
    yield parseChange(value);
  }
}

function parseChange(value: JsonValue): IndexChange {
  const { seq, id, partition, vector } = value as {
    seq: number;
    id: number;
    partition?: string;
    vector?: string;
  };
  if (partition === undefined || vector === undefined) return { seq, id, removed: true };
  const bytes = new Uint8Array(Buffer.from(vector, 'base64'));
  return { seq, id, partition, vector: new Float32Array(bytes.buffer) };
}

test('over a real store, an index opened again and again answers as if it had never been closed', async () => {
  const folder = temporaryFolder();
  const snapshotFile = join(folder, 'index.snapshot');
  const kept = new Map<number, Float32Array>();
  const partitions = new Map<number, string>();
  let expectedSequence = 0;
  for (let round = 0; round < 6; round += 1) {
    const store = await openLevelStore({ folder: join(folder, 'store') });
    const { index, sequence, rebuiltBecause, restored, replayed } = await openIndex({
      snapshotFile,
      label: 'lexical-1',
      createIndex: () => createBinaryIndex({ dimensions: 384, vectorOf: (id) => kept.get(id) ?? null }),
      entriesSince: (since) => changesSince(store, since),
    });
    expect(rebuiltBecause === undefined).toBe(round > 1);
    expect(sequence).toBe(expectedSequence);
    expect(index.size).toBe(kept.size);
    expect(restored + replayed).toBeGreaterThanOrEqual(kept.size);
    for (const [id, vector] of kept) {
      expect(index.nearest(partitions.get(id) ?? '', vector, 1, 0.999)).toEqual([
        expect.objectContaining({ id }),
      ]);
    }
    const failures: unknown[] = [];
    const onFailure = (error: unknown) => failures.push(error);
    const keeper = createSnapshotKeeper({
      file: snapshotFile,
      index,
      label: 'lexical-1',
      sequence,
      onFailure,
    });
    for (let change = 0; change < 60; change += 1) {
      expectedSequence += 1;
      const isRemoved = change % 5 === 4;
      const id = isRemoved ? expectedSequence - 3 : expectedSequence;
      const partition = `context ${id % 7}`;
      const vector = vectors.draw();
      const value = isRemoved
        ? { seq: expectedSequence, id }
        : { seq: expectedSequence, id, partition, vector: Buffer.from(vector.buffer).toString('base64') };
      await store.write([{ type: 'put', key: keyOf(expectedSequence), value }]);
      if (isRemoved) {
        index.remove(id);
        kept.delete(id);
      } else {
        index.add(id, partition, vector);
        kept.set(id, vector);
        partitions.set(id, partition);
      }
      keeper.changed(expectedSequence);
    }
    // The first and the fourth end without a word, as after kill -9.
    if (round % 3 !== 0) await keeper.close();
    expect(failures).toEqual([]);
    await store.close();
  }
});
