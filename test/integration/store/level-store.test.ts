import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { JackdawError } from '@jackdaw/core';
import { Level } from 'level';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { readAll } from './read-all.ts';
import { temporaryFolder } from './temporary-folder.ts';

const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

async function filledFolder(entries: number): Promise<string> {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder });
  for (let index = 0; index < entries; index += 1) await store.write([put(`key/${index}`, `value ${index}`)]);
  await store.close();
  return folder;
}

/** The package has it; its types, shared with its browser edition, do not. */
type Compactable = Level & { compactRange?: (from: string, to: string) => Promise<void> };

const levelFiles = (folder: string, ending: string) =>
  readdirSync(join(folder, 'level'))
    .filter((name) => name.endsWith(ending))
    .map((name) => join(folder, 'level', name));

test('an orderly end leaves nothing to recover, and every record', async () => {
  const folder = await filledFolder(100);
  const store = await openLevelStore({ folder });
  expect(store.recovered).toEqual({
    replayedBatches: 0,
    cutBytes: 0,
    damagedRecords: 0,
    database: 'opened',
    lostBatches: 0,
    setAside: [],
    messages: [],
  });
  expect(await readAll(store)).toHaveLength(100);
  await store.close();
});

test('only the owner can enter the folders', async () => {
  const folder = join(temporaryFolder(), 'store');
  const store = await openLevelStore({ folder });
  for (const path of [folder, join(folder, 'level'), join(folder, 'journal')]) {
    expect(statSync(path).mode & 0o777).toBe(0o700);
  }
  for (const name of readdirSync(join(folder, 'journal'))) {
    expect(statSync(join(folder, 'journal', name)).mode & 0o777).toBe(0o600);
  }
  await store.close();
});

test('a second opener is told that another daemon has the store', async () => {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder });
  await store.write([put('a', 'b')]);
  const failure = await openLevelStore({ folder }).catch((error: unknown) => error);
  expect(failure).toBeInstanceOf(JackdawError);
  expect(failure).toMatchObject({ code: 'conflict', cause: { code: 'LEVEL_LOCKED' } });
  expect(await store.get('a')).toBe('b');
  await store.close();
  await (await openLevelStore({ folder })).close();
});

test('a value whose bytes were changed is absent and reported, and its neighbours are there', async () => {
  const folder = await filledFolder(3);
  const level = new Level(join(folder, 'level'));
  const stored = (await level.get('key/1')) ?? '';
  await level.put('key/1', stored.replace('value', 'vAlue'));
  await level.put('key/2', (await level.get('key/0')) ?? '');
  await level.close();

  const reports: object[] = [];
  const log = { info: () => {}, warn: (details: object) => reports.push(details) };
  const store = await openLevelStore({ folder, log });
  expect(await store.get('key/1')).toBeUndefined();
  expect(await store.get('key/2')).toBeUndefined();
  expect(await store.get('key/0')).toBe('value 0');
  expect((await readAll(store)).map(({ key }) => key)).toEqual(['key/0']);
  expect(reports).toContainEqual({ key: 'key/1' });
  await store.close();
});

test('a damaged table block costs its own entries alone, in get and in scans both ways', async () => {
  const folder = temporaryFolder();
  const first = await openLevelStore({ folder });
  const padding = 'x'.repeat(500);
  for (let index = 1000; index < 2000; index += 1)
    await first.write([put(`key/${index}`, `${index}${padding}`)]);
  await first.close();
  const level: Compactable = new Level(join(folder, 'level'));
  await level.open();
  await level.compactRange?.('\0', '~');
  await level.close();
  const table = levelFiles(folder, '.ldb')[0] ?? '';
  const bytes = readFileSync(table);
  bytes.fill(0xff, 200, 260);
  writeFileSync(table, bytes);

  const reports: object[] = [];
  const log = { info: () => {}, warn: (details: object) => reports.push(details) };
  const store = await openLevelStore({ folder, log });
  const found = await readAll(store);
  expect(found.length).toBeGreaterThan(900);
  expect(found.length).toBeLessThan(1000);
  for (const { key, value } of found) expect(value).toBe(`${key.slice(4)}${padding}`);
  const backwards = await readAll(store, { from: '', to: '~', reverse: true });
  expect(backwards.toReversed()).toEqual(found);
  expect(await store.get('key/1000')).toBeUndefined();
  expect(await store.get('key/1999')).toBe(`1999${padding}`);
  expect(reports.length).toBeGreaterThan(0);
  await store.close();
});

test("a flipped byte in LevelDB's log is noticed by the sequence", async () => {
  const folder = await filledFolder(20);
  const log = levelFiles(folder, '.log')[0] ?? '';
  const bytes = readFileSync(log);
  const last = bytes.lastIndexOf('value 19');
  bytes[last] = (bytes[last] ?? 0) ^ 1;
  writeFileSync(log, bytes);
  const store = await openLevelStore({ folder });
  expect(store.recovered.lostBatches).toBeGreaterThan(0);
  expect(store.recovered.messages).not.toEqual([]);
  expect(await store.get('key/19')).toBeUndefined();
  await store.write([put('key/19', 'again')]);
  await store.close();
  const reopened = await openLevelStore({ folder });
  expect(await reopened.get('key/19')).toBe('again');
  await reopened.close();
});

const damages: readonly (readonly [string, (folder: string) => void])[] = [
  ['CURRENT is garbage', (folder) => writeFileSync(join(folder, 'level', 'CURRENT'), 'garbage')],
  ['CURRENT is empty', (folder) => writeFileSync(join(folder, 'level', 'CURRENT'), '')],
  ['CURRENT is gone', (folder) => rmSync(join(folder, 'level', 'CURRENT'))],
  [
    'CURRENT names a missing file',
    (folder) => writeFileSync(join(folder, 'level', 'CURRENT'), 'MANIFEST-999999\n'),
  ],
  [
    'the manifest is overwritten',
    (folder) => {
      const name = readdirSync(join(folder, 'level')).find((file) => file.startsWith('MANIFEST')) ?? '';
      writeFileSync(join(folder, 'level', name), Buffer.alloc(400, 7));
    },
  ],
];

test.each(damages)('where %s the database is repaired with all its records', async (_, damage) => {
  const folder = await filledFolder(500);
  damage(folder);
  const store = await openLevelStore({ folder });
  expect(store.recovered.database).toBe('repaired');
  expect(store.recovered.messages).not.toEqual([]);
  expect(await readAll(store)).toHaveLength(500);
  await store.write([put('key/new', 'new')]);
  await store.close();
  const reopened = await openLevelStore({ folder });
  expect(reopened.recovered.database).toBe('opened');
  expect(await reopened.get('key/new')).toBe('new');
  await reopened.close();
});

test('a table that was being written when the process was killed is no damage', async () => {
  const folder = await filledFolder(500);
  writeFileSync(join(folder, 'level', '000900.ldb'), 'the beginning of a table');
  const store = await openLevelStore({ folder });
  expect(store.recovered).toMatchObject({ database: 'opened', messages: [] });
  expect(await readAll(store)).toHaveLength(500);
  expect(levelFiles(folder, '.cut')).toEqual([]);
  await store.close();
});

test('a database beyond repair is set aside whole, and a new one begun', async () => {
  const folder = await filledFolder(5);
  const current = join(folder, 'level', 'CURRENT');
  rmSync(current);
  // A folder where LevelDB must write a file: repair fails, whatever the rest holds.
  for (const name of ['CURRENT/x', 'MANIFEST-000001/x']) writeInFolder(join(folder, 'level', name));
  const store = await openLevelStore({
    folder,
    clock: { now: () => 0, monotonic: () => 0, sleep: async () => {} },
  });
  expect(store.recovered.database).toBe('replaced');
  const kept = store.recovered.setAside[0] ?? '';
  expect(kept).toBe(join(folder, 'level.damaged-1970-01-01T00-00-00Z'));
  expect(existsSync(kept)).toBe(true);
  expect(store.recovered.messages.join(' ')).toContain(kept);
  expect(await readAll(store)).toEqual([]);
  await store.write([put('a', 'b')]);
  await store.close();
});

test('a value of 20 MB comes back whole, from the journal, the buffer and the database', async () => {
  const folder = temporaryFolder();
  const large = 'ä🙂\n"'.repeat(2_500_000);
  const store = await openLevelStore({ folder, moveDelayMs: 5_000 });
  await store.write([put('large', large)]);
  expect((await store.get('large')) === large).toBe(true);
  await store.close();
  const reopened = await openLevelStore({ folder });
  expect((await reopened.get('large')) === large).toBe(true);
  await reopened.close();
});

test('a file where the folder should be fails with what to do', async () => {
  const folder = join(temporaryFolder(), 'store');
  writeFileSync(folder, 'in the way');
  await expect(openLevelStore({ folder })).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringContaining(folder),
  });
});

function writeInFolder(path: string): void {
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, 'x');
}
