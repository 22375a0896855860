import { execFile } from 'node:child_process';
import { writeSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { readAll } from './read-all.ts';
import { temporaryFolder } from './temporary-folder.ts';

const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

test('a full disk refuses writes in a user’s words, keeps reads, and is over when there is room again', async () => {
  const folder = temporaryFolder();
  let full = false;
  const store = await openLevelStore({
    folder,
    writeBytes(file, bytes, offset) {
      if (full) throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
      return writeSync(file, bytes, offset);
    },
  });
  await store.write([put('a', 'before')]);
  full = true;
  await expect(store.write([put('a', 'lost'), put('b', 'lost')])).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringMatching(/disk is full\. Free some space/),
  });
  expect(await store.get('a')).toBe('before');
  expect(await store.get('b')).toBeUndefined();
  expect(await readAll(store, { from: 'a', to: 'z' })).toEqual([{ key: 'a', value: 'before' }]);
  full = false;
  await store.write([put('b', 'after')]);
  await store.close();
  const reopened = await openLevelStore({ folder });
  expect(reopened.recovered.damagedRecords).toBe(0);
  expect(await readAll(reopened, { from: 'a', to: 'z' })).toEqual([
    { key: 'a', value: 'before' },
    { key: 'b', value: 'after' },
  ]);
  await reopened.close();
});

test('where the system cuts every file at a size, all that was acknowledged is read, then and later', async () => {
  const folder = temporaryFolder();
  // 512-byte units in sh: 256 KiB, for the journal and for LevelDB's own files alike.
  // Rejects with the writer's code, signal and stderr where it does not end well.
  const { stdout } = await promisify(execFile)('sh', [
    '-c',
    'ulimit -f 512; exec "$@"',
    'sh',
    process.execPath,
    '--no-warnings',
    join(import.meta.dirname, 'write-until-refused.ts'),
    folder,
  ]);
  const told: unknown = JSON.parse(stdout);
  expect(told).toMatchObject({ codes: ['storage_failed'], missing: 0, scanned: expect.any(Number) });
  const { acknowledged, scanned } = told as { acknowledged: number; scanned: number };
  expect(acknowledged).toBeGreaterThan(10);
  expect(scanned).toBe(acknowledged);

  const store = await openLevelStore({ folder });
  for (let number = 0; number < acknowledged; number += 1) {
    expect(await store.get(`key/${number}`)).toMatchObject({ number });
  }
  await store.close();
});
