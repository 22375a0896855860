import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openIndex, writeSnapshot } from '../../../../packages/daemon/src/index-snapshot/index.ts';
import {
  applyAll,
  createIndexedStore,
  holdsAll,
  temporaryFolder,
  vectors,
  type IndexedStore,
} from './support.ts';

const label = 'all-MiniLM-L6-v2';

function filledStore(entries = 400): IndexedStore {
  const store = createIndexedStore();
  for (let id = 0; id < entries; id++) store.put(id, id % 3 === 0 ? 'fresh' : `context ${id % 50}`);
  for (let id = 0; id < entries; id += 7) store.remove(id);
  return store;
}

async function snapshotOf(store: IndexedStore): Promise<string> {
  const file = join(temporaryFolder(), 'index.snapshot');
  const index = store.createIndex();
  applyAll(store, index);
  await writeSnapshot({ file, index, sequence: store.latest, label });
  return file;
}

const open = (store: IndexedStore, snapshotFile: string) =>
  openIndex({
    snapshotFile,
    label,
    latest: store.latest,
    createIndex: () => store.createIndex(),
    entriesSince: (sequence) => store.entriesSince(sequence),
  });

test('a snapshot brings everything back, and asks the store only for what is later', async () => {
  const store = filledStore();
  const file = await snapshotOf(store);
  const opened = await open(store, file);
  expect(opened.rebuiltBecause).toBeUndefined();
  expect(opened).toMatchObject({ restored: 342, replayed: 0, refused: 0, sequence: store.latest });
  expect(store.asked).toEqual([store.latest]);
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('what changed after the snapshot is replayed: new, replaced, moved and removed entries', async () => {
  const store = filledStore();
  const file = await snapshotOf(store);
  store.put(1000, 'fresh');
  store.put(1, 'fresh');
  store.put(3, 'context 9');
  store.remove(2);
  const opened = await open(store, file);
  expect(opened).toMatchObject({ restored: 342, replayed: 4, sequence: store.latest });
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('an index of nothing, and keys of any text, survive', async () => {
  const empty = createIndexedStore();
  expect((await open(empty, await snapshotOf(empty))).rebuiltBecause).toBeUndefined();
  const store = createIndexedStore();
  for (const [id, key] of ['', 'a', 'tschüß 🐦', 'x'.repeat(100_000)].entries()) store.put(id, key);
  const opened = await open(store, await snapshotOf(store));
  expect(opened.rebuiltBecause).toBeUndefined();
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('without a snapshot everything comes from the store', async () => {
  const store = filledStore();
  const opened = await open(store, join(temporaryFolder(), 'none'));
  expect(opened).toMatchObject({
    restored: 0,
    replayed: store.latest,
    rebuiltBecause: 'the snapshot was not used: there is none yet',
  });
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('any one byte changed, cut off or added is noticed, and everything comes from the store', async () => {
  const store = filledStore(40);
  const file = await snapshotOf(store);
  const whole = readFileSync(file);
  const damages = fc.oneof(
    fc.record({ at: fc.nat({ max: whole.length - 1 }), flip: fc.integer({ min: 1, max: 255 }) }),
    fc.record({ cutTo: fc.nat({ max: whole.length - 1 }) }),
    fc.record({ added: fc.integer({ min: 1, max: 20 }) }),
  );
  await fc.assert(
    fc.asyncProperty(damages, async (damage) => {
      const bytes = Buffer.from(whole);
      if ('at' in damage) bytes[damage.at] = (bytes[damage.at] ?? 0) ^ damage.flip;
      writeFileSync(file, 'cutTo' in damage ? bytes.subarray(0, damage.cutTo) : bytes);
      if ('added' in damage) appendFileSync(file, Buffer.alloc(damage.added));
      const opened = await open(store, file);
      expect(opened.rebuiltBecause).toMatch(/^the snapshot was not used: it /);
      expect(opened).toMatchObject({ restored: 0, replayed: store.latest });
      expect(holdsAll(store, opened.index)).toBe(true);
    }),
    { numRuns: 100, seed: 1 },
  );
});

test('a folder in the snapshot’s place is no reason to fail', async () => {
  const store = filledStore(10);
  const opened = await open(store, temporaryFolder());
  expect(opened.rebuiltBecause).toMatch(/^the snapshot was not used: /);
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('a snapshot of another embedder, rotation or of a store that lost something is not used', async () => {
  const store = filledStore(10);
  const snapshotFile = await snapshotOf(store);
  const entriesSince = (sequence: number) => store.entriesSince(sequence);
  const createIndex = () => store.createIndex();
  const other = { snapshotFile, label, entriesSince, createIndex, latest: store.latest };
  expect(await openIndex({ ...other, label: 'lexical' })).toMatchObject({
    rebuiltBecause: 'the snapshot was not used: it is of all-MiniLM-L6-v2, not of lexical',
  });
  expect(await openIndex({ ...other, latest: store.latest - 1 })).toMatchObject({
    rebuiltBecause: expect.stringMatching(/it knows change 12, the store only 11/),
  });
  const turned = { ...store.createIndex(), seed: 1, size: 0 };
  expect(await openIndex({ ...other, createIndex: () => turned })).toMatchObject({
    rebuiltBecause: 'the snapshot was not used: its vectors were turned in another way',
  });
});

test('a damaged vector in the store is left out and counted', async () => {
  const store = filledStore(10);
  store.changes.push({ seq: 13, id: 3, partition: 'fresh', vector: vectors.draw().fill(Number.NaN, 0, 1) });
  const opened = await open(store, join(temporaryFolder(), 'none'));
  expect(opened).toMatchObject({ replayed: 12, refused: 1, sequence: 13 });
  expect(opened.index.has(3)).toBe(false);
});

test('what the store throws while it is replayed is thrown on, and an abort ends it', async () => {
  const store = filledStore(10);
  const broken = openIndex({
    snapshotFile: join(temporaryFolder(), 'none'),
    label,
    createIndex: () => store.createIndex(),
    // oxlint-disable-next-line require-yield -- it breaks before its first
    async *entriesSince() {
      throw new Error('The disk is broken.');
    },
  });
  await expect(broken).rejects.toThrow('The disk is broken.');

  const controller = new AbortController();
  const endless = openIndex({
    snapshotFile: join(temporaryFolder(), 'none'),
    label,
    signal: controller.signal,
    createIndex: () => store.createIndex(),
    async *entriesSince() {
      for (let seq = 1; ; seq++) {
        if (seq === 100) controller.abort(new Error('enough'));
        yield { seq, id: 1, partition: 'a', vector: vectors.draw() };
      }
    },
  });
  await expect(endless).rejects.toThrow('enough');
});
