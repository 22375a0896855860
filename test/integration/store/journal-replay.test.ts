import {
  appendFileSync,
  cpSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { readAll } from './read-all.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { eventually } from '../../support/eventually.ts';

const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

/** Time that stands still: what is written stays in the journal. */
const stoppedClock = {
  now: () => 0,
  monotonic: () => 0,
  sleep: (_: number, signal: AbortSignal) =>
    new Promise<void>((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
};

function segmentsOf(folder: string): string[] {
  return readdirSync(join(folder, 'journal'))
    .filter((name) => name.endsWith('.log'))
    .map((name) => join(folder, 'journal', name));
}

/** A copy of a home whose daemon died with three batches in the journal. */
async function deadHome(): Promise<string> {
  const living = temporaryFolder();
  const store = await openLevelStore({ folder: living, clock: stoppedClock });
  await store.write([put('a', '1'), put('b', '1')]);
  await store.write([put('a', '2'), { type: 'delete', key: 'b' }]);
  await store.write([put('c', '3')]);
  const dead = temporaryFolder();
  cpSync(living, dead, { recursive: true });
  await store.close();
  return dead;
}

test('what the journal holds is replayed in order', async () => {
  const store = await openLevelStore({ folder: await deadHome() });
  expect(store.recovered).toMatchObject({ replayedBatches: 3, messages: [] });
  expect(await Promise.all(['a', 'b', 'c'].map((key) => store.get(key)))).toEqual(['2', undefined, '3']);
  await store.close();
});

test('a last batch torn at any byte is gone as a whole, and only that one', async () => {
  const dead = await deadHome();
  const [segment = ''] = segmentsOf(dead);
  const bytes = readFileSync(segment);
  const lastStart = bytes.lastIndexOf(0x0a, bytes.length - 2) + 1;
  for (let length = lastStart; length < bytes.length; length += 1) {
    const home = temporaryFolder();
    cpSync(dead, home, { recursive: true });
    truncateSync(segmentsOf(home)[0] ?? '', length);
    const store = await openLevelStore({ folder: home });
    expect(store.recovered).toMatchObject({
      replayedBatches: 2,
      cutBytes: length - lastStart,
      damagedRecords: 0,
    });
    expect(await Promise.all(['a', 'b', 'c'].map((key) => store.get(key)))).toEqual([
      '2',
      undefined,
      undefined,
    ]);
    await store.close();
    rmSync(home, { recursive: true });
  }
});

test('a damaged batch in the middle is told and kept, and the ones behind it are replayed', async () => {
  const home = await deadHome();
  const [segment = ''] = segmentsOf(home);
  writeFileSync(segment, readFileSync(segment, 'utf8').replace('["a","2"]', '["a","7"]'));
  const store = await openLevelStore({ folder: home });
  expect(store.recovered).toMatchObject({ replayedBatches: 2, damagedRecords: 1 });
  const [kept = ''] = store.recovered.setAside;
  expect(readFileSync(kept, 'utf8')).toContain('["a","7"]');
  expect(store.recovered.messages.join(' ')).toContain(kept);
  expect(await Promise.all(['a', 'b', 'c'].map((key) => store.get(key)))).toEqual(['1', '1', '3']);
  await store.close();
});

test('a journal that came back from the past does not undo what is newer', async () => {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder, clock: stoppedClock });
  await store.write([put('a', 'old')]);
  const past = readFileSync(segmentsOf(folder)[0] ?? '');
  await store.sync();
  await store.write([put('a', 'new')]);
  await store.close();
  writeFileSync(segmentsOf(folder)[0] ?? '', past);
  const reopened = await openLevelStore({ folder });
  expect(reopened.recovered.replayedBatches).toBe(0);
  expect(await reopened.get('a')).toBe('new');
  await reopened.close();
});

test('other files in the journal’s folder are left alone', async () => {
  const home = await deadHome();
  const note = join(home, 'journal', 'note.txt');
  appendFileSync(note, 'mine');
  const store = await openLevelStore({ folder: home });
  await store.close();
  expect(readFileSync(note, 'utf8')).toBe('mine');
});

test('the journal shrinks to its mark once all is moved', async () => {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder, moveDelayMs: 1 });
  for (let index = 0; index < 200; index += 1) await store.write([put(`key/${index}`, 'x'.repeat(1000))]);
  await eventually(() => {
    expect(segmentsOf(folder)).toHaveLength(1);
    expect(statSync(segmentsOf(folder)[0] ?? '').size).toBeLessThan(100);
  });
  expect(await store.get('key/199')).toBe('x'.repeat(1000));
  await store.close();
});

test('under unbroken load the journal stays within a few segments', async () => {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder, moveDelayMs: 1, segmentBytes: 50_000 });
  let most = 0;
  for (let index = 0; index < 3_000; index += 1) {
    await store.write([put(`key/${index % 100}`, `${index} ${'x'.repeat(1000)}`)]);
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, segmentsOf(folder).length);
  }
  expect(most).toBeLessThan(6);
  await store.sync();
  expect(segmentsOf(folder)).toHaveLength(1);
  expect(await store.get('key/99')).toMatch(/^2999 /);
  await store.close();
});

test('writes beyond the buffer wait for the database instead of filling the memory', async () => {
  const folder = temporaryFolder();
  const store = await openLevelStore({ folder, bufferSize: 10_000, clock: stoppedClock });
  for (let index = 0; index < 100; index += 1) await store.write([put(`key/${index}`, 'x'.repeat(1000))]);
  expect(await readAll(store, { from: 'key/', to: 'key0' })).toHaveLength(100);
  await store.close();
});
