import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import {
  createSnapshotKeeper,
  openIndex,
  writeSnapshot,
} from '../../../../packages/daemon/src/index-snapshot/index.ts';
import { poll } from '../../../support/poll.ts';
import { createIndexedStore, holdsAll, temporaryFolder, vectors } from './support.ts';

const label = 'lexical-1';
const CHANGES_WHILE_WRITING = 400;

test('an index that changes while its snapshot is written comes back whole', async () => {
  const file = path.join(temporaryFolder(), 'index.snapshot');
  const plain = createIndexedStore();
  const index = plain.createIndex();
  const store = createIndexedStore(index);
  for (let id = 0; id < 20_000; id++) store.put(id, id % 4 === 0 ? `context ${id % 900}` : 'fresh');
  const sequence = store.latest;
  const progress = { written: false };
  const writing = writeSnapshot({ file, index, sequence, label }).finally(() => {
    progress.written = true;
  });
  for (let change = 0; change < CHANGES_WHILE_WRITING && !progress.written; change++) {
    // Removal from the front moves entries of the end to where the writer has been already.
    for (let id = change * 40; id < change * 40 + 40; id++) store.remove(id);
    if (change % 3 === 0) store.put(30_000 + change, 'fresh');
    await new Promise(setImmediate);
  }
  await writing;
  expect(store.latest).toBeGreaterThan(sequence);
  const opened = await openIndex({
    snapshotFile: file,
    label,
    createIndex: () => store.createIndex(),
    entriesSince: (since) => store.entriesSince(since),
  });
  expect(opened.rebuiltBecause).toBeUndefined();
  expect(opened.replayed).toBe(store.latest - sequence);
  expect(holdsAll(store, opened.index)).toBe(true);
});

test('a snapshot that cannot be written leaves the old one, and nothing beside it', async () => {
  const folder = temporaryFolder();
  const file = path.join(folder, 'index.snapshot');
  const { createIndex } = createIndexedStore();
  const index = createIndex();
  index.add(1, 'a', vectors.draw());
  await writeSnapshot({ file, index, sequence: 1, label });
  const before = readFileSync(file);
  index.add(2, 'a', vectors.draw());
  const aborted = writeSnapshot({
    file,
    index,
    sequence: 2,
    label,
    signal: AbortSignal.abort(new Error('no')),
  });
  await expect(aborted).rejects.toThrow('no');
  expect(readFileSync(file)).toEqual(before);
  expect(readdirSync(folder)).toEqual(['index.snapshot']);

  const taken = path.join(folder, 'taken');
  mkdirSync(path.join(taken, 'by a folder'), { recursive: true });
  await expect(writeSnapshot({ file: taken, index, sequence: 2, label })).rejects.toMatchObject({
    syscall: 'rename',
  });
  expect(readdirSync(folder).toSorted()).toEqual(['index.snapshot', 'taken']);
});

test('what an earlier, killed writer left is overwritten, and only the owner may read', async () => {
  const file = path.join(temporaryFolder(), 'index.snapshot');
  writeFileSync(`${file}.new`, 'x'.repeat(1_000_000), { mode: 0o600 });
  const store = createIndexedStore();
  await writeSnapshot({ file, index: store.createIndex(), sequence: 7, label });
  expect(statSync(file).mode & 0o077).toBe(0);
  expect(statSync(file).size).toBeLessThan(1000);
});

test('the keeper writes after enough changes, one at a time, and the rest at the end', async () => {
  const file = path.join(temporaryFolder(), 'index.snapshot');
  const index = createIndexedStore().createIndex();
  const store = createIndexedStore(index);
  const failures: unknown[] = [];
  const keeper = createSnapshotKeeper({
    file,
    index,
    label,
    sequence: 0,
    changesBetween: 100,
    onFailure: (error) => failures.push(error),
  });
  const open = () =>
    openIndex({
      snapshotFile: file,
      label,
      createIndex: () => store.createIndex(),
      entriesSince: (sequence) => store.entriesSince(sequence),
    });
  const change = (count: number) => {
    for (let each = 0; each < count; each++) {
      store.put(store.latest, 'a');
      keeper.changed(store.latest);
    }
  };
  change(99);
  expect((await open()).rebuiltBecause).toContain('there is none yet');
  change(1);
  await poll('a snapshot', async () => (await open()).rebuiltBecause === undefined);
  expect(store.asked.at(-1)).toBe(100);
  change(250);
  await keeper.close();
  const opened = await open();
  expect(opened).toMatchObject({ restored: 350, replayed: 0 });
  expect(holdsAll(store, opened.index)).toBe(true);
  expect(failures).toEqual([]);
});

test('the keeper tells of a snapshot that cannot be written, and tries again at the end', async () => {
  const file = path.join(temporaryFolder(), 'not yet', 'index.snapshot');
  const index = createIndexedStore().createIndex();
  const failures: unknown[] = [];
  const onFailure = (error: unknown) => failures.push(error);
  const keeper = createSnapshotKeeper({ file, index, label, sequence: 0, changesBetween: 2, onFailure });
  keeper.changed(1);
  keeper.changed(2);
  await poll('the failure', () => failures.length > 0);
  expect(failures).toEqual([expect.objectContaining({ code: 'ENOENT' })]);
  mkdirSync(path.dirname(file));
  await keeper.close();
  expect(statSync(file).size).toBeGreaterThan(0);
  expect(failures).toHaveLength(1);
});
