import { Level } from 'level';
import { expect, test } from 'vitest';
import { createDatabase } from '../../../packages/daemon/src/store/database.ts';
import { temporaryFolder } from './temporary-folder.ts';

const COUNT = 1_000;
const RANGE = { from: 'key/', to: 'key0' };

const keyOf = (number: number) => `key/${String(number).padStart(4, '0')}`;
const put = (key: string, value: string) => ({ type: 'put', key, value }) as const;

/** A database with entries, whose next write fails as on a full disk, after which LevelDB takes no more until it is opened again. */
async function openFailing(assertRoom: () => Promise<void> = async () => {}) {
  const level = new Level(temporaryFolder());
  await level.open();
  const database = createDatabase(level, { onDamage: () => expect.unreachable(), assertRoom });
  await database.apply(Array.from({ length: COUNT }, (_, number) => put(keyOf(number), 'before')));
  const batch = level.batch;
  Object.assign(level, {
    batch: () => {
      Object.assign(level, { batch });
      throw new Error('IO error: No space left on device');
    },
  });
  await expect(database.apply([put('lost', 'lost')])).rejects.toThrow(/space/);
  return { level, database };
}

async function rest(entries: AsyncIterable<readonly [string, string]>): Promise<string[]> {
  const keys: string[] = [];
  for await (const [key] of entries) keys.push(key);
  return keys;
}

test.each([
  { way: 'forward', reverse: false },
  { way: 'in reverse', reverse: true },
])(
  'a reader on its way $way goes on where it stood when the database is opened again',
  async ({ reverse }) => {
    const { level, database } = await openFailing();
    const entries = database.entries({ ...RANGE, reverse });
    const first = await entries.next();
    await database.apply([put('next', 'taken')]);
    const keys = Array.from({ length: COUNT }, (_, number) => keyOf(number));
    expect([first.value?.[0], ...(await rest(entries))]).toEqual(reverse ? keys.toReversed() : keys);
    expect(await database.get('next')).toBe('taken');
    await level.close();
  },
);

test('a database that could not be opened again is not closed: it is read until there is room', async () => {
  let room = false;
  const { level, database } = await openFailing(() =>
    room ? Promise.resolve() : Promise.reject(new Error('no room')),
  );
  for (let tries = 0; tries < 3; tries += 1) {
    await expect(database.apply([put('next', 'refused')])).rejects.toThrow('no room');
    expect(await database.get(keyOf(0))).toBe('before');
    expect(await rest(database.entries({ ...RANGE, reverse: false }))).toHaveLength(COUNT);
  }
  room = true;
  await database.apply([put('next', 'taken')]);
  expect(await database.get('next')).toBe('taken');
  await level.close();
});

test('who wants a few entries has few read, and who goes on has more at a time', async () => {
  const level = new Level(temporaryFolder());
  await level.open();
  const database = createDatabase(level, {
    onDamage: () => expect.unreachable(),
    assertRoom: async () => {},
  });
  await database.apply(Array.from({ length: COUNT }, (_, number) => put(keyOf(number), 'value')));
  const sizes: number[] = [];
  const iterator = level.iterator.bind(level);
  Object.assign(level, {
    iterator(options: Parameters<typeof iterator>[0]) {
      const real = iterator(options);
      const nextv = real.nextv.bind(real);
      return Object.assign(real, {
        nextv(size: number) {
          sizes.push(size);
          return nextv(size);
        },
      });
    },
  });
  const entries = database.entries({ ...RANGE, reverse: false }, 8);
  for (let read = 0; read < 8; read += 1) expect((await entries.next()).value?.[0]).toBe(keyOf(read));
  expect(sizes).toEqual([8]);
  expect(await rest(entries)).toHaveLength(COUNT - 8);
  expect(sizes.slice(0, 7)).toEqual([8, 16, 32, 64, 128, 256, 256]);
  await level.close();
});
