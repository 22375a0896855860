import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

function logOf(folder: string): string {
  const name = readdirSync(join(folder, 'level')).find((file) => file.endsWith('.log')) ?? '';
  return join(folder, 'level', name);
}

/** A closed store whose batches were moved to LevelDB one by one, so that each has a record of its log. */
async function filledFolder(entries: number): Promise<string> {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder });
  for (let index = 0; index < entries; index += 1) {
    await store.write([put(`key/${index}`, `value ${index} ${'x'.repeat(index * 7)}`)]);
    await store.sync();
  }
  await store.close();
  return folder;
}

/** LevelDB drops what follows a damaged record in its block of 32 KiB, and goes on with the next block. */
const ENTRIES = 200;

test('damage in the middle of LevelDB’s log is told with the number of writes, once, and the rest is there', async () => {
  const folder = await filledFolder(ENTRIES);
  const file = logOf(folder);
  const bytes = readFileSync(file);
  const at = bytes.indexOf('value 60 ');
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  writeFileSync(file, bytes);

  const told: string[] = [];
  const warnings = { tell: (message: string) => void told.push(message), set: () => {} };
  const store = await openLevelStore({ folder, warnings });
  const missing: number[] = [];
  for (let index = 0; index < ENTRIES; index += 1) {
    if ((await store.get(`key/${index}`)) === undefined) missing.push(index);
  }
  expect(missing).toContain(60);
  expect(missing).not.toContain(59);
  expect(missing).not.toContain(ENTRIES - 1);
  expect(store.recovered.lostBatches).toBe(missing.length);
  expect(told).toEqual([expect.stringContaining(`has lost ${missing.length} of its latest writes`)]);
  await store.write([put('key/60', 'again')]);
  await store.close();

  const reopened = await openLevelStore({ folder });
  expect(reopened.recovered.messages).toEqual([]);
  expect(await reopened.get('key/60')).toBe('again');
  await reopened.close();
});

test('wherever a byte of LevelDB’s log is damaged, what is gone is told', async () => {
  const folder = await filledFolder(20);
  const bytes = readFileSync(logOf(folder));
  for (let at = 0; at < bytes.length; at += 97) {
    const home = temporaryFolder();
    cpSync(folder, home, { recursive: true });
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 16;
    writeFileSync(logOf(home), damaged);
    const store = await openLevelStore({ folder: home });
    let missing = 0;
    for (let index = 0; index < 20; index += 1) {
      if ((await store.get(`key/${index}`)) === undefined) missing += 1;
    }
    expect([at, store.recovered.lostBatches]).toEqual([at, missing]);
    await store.close();
  }
});

test('the links between moves do not grow with the store, nor across starts', async () => {
  const folder = temporaryFolder();
  for (let start = 0; start < 2; start += 1) {
    const store = await openLevelStore({ folder });
    for (let index = 0; index < 100; index += 1) {
      await store.write([put(`key/${index}`, 'x'.repeat(300_000))]);
      await store.sync();
    }
    const links: string[] = [];
    for await (const { key } of store.scan({ from: '', to: '\u{10ffff}' })) links.push(key);
    expect(links).toHaveLength(100);
    await store.close();
  }
  const reopened = await openLevelStore({ folder });
  expect(reopened.recovered).toMatchObject({ lostBatches: 0, messages: [] });
  await reopened.close();
  const { Level } = await import('level');
  const level = new Level(join(folder, 'level'));
  const own = await level.keys({ gte: '\0', lt: '\u0001' }).all();
  expect(own.length).toBeLessThan(70);
  await level.close();
});
