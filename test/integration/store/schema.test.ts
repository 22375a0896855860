import { cpSync, existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import type { Schema } from '../../../packages/daemon/src/store/schema.ts';
import { decodeStoredValue, encodeStoredValue } from '../../../packages/daemon/src/store/stored-value.ts';
import { temporaryFolder } from './temporary-folder.ts';

const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

/** A version that writes its values in capitals. */
const CAPITALS: Schema = {
  version: 2,
  migrations: {
    1: async (database) => {
      for await (const [key, stored] of database.entries({ from: 'key/', to: 'key0', reverse: false })) {
        const value = decodeStoredValue(key, stored);
        if (value === undefined) continue;
        const json = value.json.toUpperCase();
        await database.apply([{ type: 'put', key, value: encodeStoredValue(key, { ...value, json }) }]);
      }
    },
  },
};

async function filledFolder(): Promise<string> {
  const folder = join(temporaryFolder(), 'data');
  const store = await openLevelStore({ folder });
  await store.write([put('key/a', 'one'), put('key/b', 'two')]);
  await store.close();
  return folder;
}

const backupsOf = (folder: string) =>
  readdirSync(dirname(folder)).filter((name) => name.startsWith(`${basename(folder)}.version-`));

/** Every file below a folder with its content and time. */
function contentsOf(folder: string): unknown[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((file) => [file, readFileSync(file, 'hex'), statSync(file).mtimeMs]);
}

test('an older store is copied, then brought up to date, once', async () => {
  const folder = await filledFolder();
  const store = await openLevelStore({ folder, schema: CAPITALS });
  expect(await store.get('key/a')).toBe('ONE');
  await store.close();
  const [backup = ''] = backupsOf(folder);
  expect(backup).toMatch(/^data\.version-1\.backup-/);

  const again = await openLevelStore({ folder, schema: CAPITALS });
  expect(await again.get('key/b')).toBe('TWO');
  await again.close();
  expect(backupsOf(folder)).toEqual([backup]);

  const before = await openLevelStore({ folder: join(dirname(folder), backup) });
  expect(await before.get('key/a')).toBe('one');
  await before.close();
});

test('what a killed daemon had left in its journal is brought up to date too', async () => {
  const living = await filledFolder();
  const store = await openLevelStore({ folder: living, moveDelayMs: 60_000 });
  await store.write([put('key/c', 'three')]);
  const dead = join(temporaryFolder(), 'data');
  cpSync(living, dead, { recursive: true });
  await store.close();
  const opened = await openLevelStore({ folder: dead, schema: CAPITALS });
  expect(await opened.get('key/c')).toBe('THREE');
  await opened.close();
});

test('a migration that fails leaves the copy and says why; the next start tries again', async () => {
  const folder = await filledFolder();
  const failing: Schema = {
    version: 2,
    migrations: { 1: () => Promise.reject(new Error('a record is strange')) },
  };
  await expect(openLevelStore({ folder, schema: failing })).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringContaining('a record is strange'),
  });
  expect(backupsOf(folder)).toHaveLength(1);
  const store = await openLevelStore({ folder, schema: CAPITALS });
  expect(await store.get('key/a')).toBe('ONE');
  await store.close();
});

test('a store of a newer jackdaw is refused with what to do, and nothing in it is touched', async () => {
  const folder = await filledFolder();
  await (await openLevelStore({ folder, schema: CAPITALS })).close();
  const before = contentsOf(folder);
  await expect(openLevelStore({ folder })).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringMatching(/newer jackdaw.*Nothing was changed\. Update jackdaw/),
  });
  expect(contentsOf(folder)).toEqual(before);
});

test('where the file with the version is gone or damaged, the database knows it', async () => {
  const folder = await filledFolder();
  await (await openLevelStore({ folder, schema: CAPITALS })).close();
  const file = join(folder, 'schema.json');
  writeFileSync(file, '{"version":');
  await expect(openLevelStore({ folder })).rejects.toThrow('newer jackdaw');
  rmSync(file);
  await expect(openLevelStore({ folder })).rejects.toThrow('newer jackdaw');
  const store = await openLevelStore({ folder, schema: CAPITALS });
  expect(await store.get('key/a')).toBe('ONE');
  await store.close();
  expect(existsSync(file)).toBe(true);
});
