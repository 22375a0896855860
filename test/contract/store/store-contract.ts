import type { JsonValue, ScanOptions, Store, StoreEntry, StoreOperation } from '@jackdaw/core';
import { prefixRange } from '@jackdaw/core';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { storeModelTest } from './store-model.ts';

export interface OpenedStore {
  readonly store: Store;
  /** Closes the store and opens the same records again; absent where they die with it. */
  readonly reopen?: () => Promise<Store>;
  /** Closes what is open and removes what it left. */
  readonly dispose: () => Promise<void>;
}

/** What every `Store` promises. `open` gives a new, empty one each time. */
export function storeContract(name: string, open: () => Promise<OpenedStore>): void {
  describe(`the store contract: ${name}`, () => {
    let opened: OpenedStore;
    let store: Store;
    beforeEach(async () => {
      opened = await open();
      store = opened.store;
    });
    afterEach(() => opened.dispose());

    const put = (key: string, value: JsonValue = key): StoreOperation => ({ type: 'put', key, value });
    const remove = (key: string): StoreOperation => ({ type: 'delete', key });

    describe('reading and writing', () => {
      test.each<[string, JsonValue]>([
        ['a text', 'tschüß 🐦\u0000\ud83d'],
        ['an empty text', ''],
        ['a number', -1.5e-9],
        ['null', null],
        ['false', false],
        ['an empty list', []],
        ['an object', { a: [1, { b: null }], ключ: '' }],
      ])('gives back %s as it was written', async (_what, value) => {
        await store.write([put('k', value)]);
        expect(await store.get('k')).toStrictEqual(value);
      });

      test('knows nothing of a key that was never written', async () => {
        await store.write([put('key')]);
        expect(await store.get('ke')).toBeUndefined();
        expect(await store.get('keys')).toBeUndefined();
        expect(await store.get('toString')).toBeUndefined();
      });

      test('leaves out fields that are undefined', async () => {
        await store.write([put('k', { a: 1, b: undefined })]);
        expect(await store.get('k')).toStrictEqual({ a: 1 });
      });

      test('reads its own writes as soon as they resolve', async () => {
        for (let count = 0; count < 50; count += 1) {
          await store.write([put('counter', count), put(`c/${String(count).padStart(2, '0')}`)]);
          expect(await store.get('counter')).toBe(count);
          expect((await all(store, prefixRange('c/'))).length).toBe(count + 1);
        }
      });

      test('replaces, deletes, and takes a delete of nothing', async () => {
        await store.write([put('a', 1), put('b', 2)]);
        await store.write([put('a', 3), remove('b'), remove('c')]);
        expect(await all(store)).toStrictEqual([{ key: 'a', value: 3 }]);
      });

      test('takes an empty batch', async () => {
        await store.write([]);
        expect(await all(store)).toStrictEqual([]);
      });

      test('of two operations on one key in a batch, keeps the later', async () => {
        await store.write([put('a', 1), remove('a'), put('b', 1), put('b', 2), remove('c'), put('c', 3)]);
        expect(await all(store)).toStrictEqual([
          { key: 'b', value: 2 },
          { key: 'c', value: 3 },
        ]);
      });

      test('keeps values of 5 MB whole', async () => {
        const value = { text: 'žluťoučký kůň '.repeat(400_000) };
        await store.write([put('large', value), put('small', 1)]);
        expect(await store.get('large')).toStrictEqual(value);
        expect((await all(store)).map(({ key }) => key)).toStrictEqual(['large', 'small']);
      });

      test('can be synced', async () => {
        await store.write([put('a', 1)]);
        await store.sync();
        expect(await store.get('a')).toBe(1);
      });
    });

    describe('derived records', () => {
      const derive = (key: string, read: () => JsonValue): StoreOperation => ({ type: 'derive', key, read });

      test('read as they are at that moment, beside what was written with them', async () => {
        let sum = 1;
        const record = derive('sum', () => ({ sum }));
        await store.write([record, put('a', 1)]);
        sum = 2;
        expect(await store.get('sum')).toStrictEqual({ sum: 2 });
        await store.sync();
        sum = 3;
        store.writeLater([put('b', 1), record]);
        expect(await all(store)).toStrictEqual([
          { key: 'a', value: 1 },
          { key: 'b', value: 1 },
          { key: 'sum', value: { sum: 3 } },
        ]);
        await store.sync();
        expect(await store.get('sum')).toStrictEqual({ sum: 3 });
      });

      test('end where something else is written in their place', async () => {
        await store.write([derive('a', () => 1), derive('b', () => 1)]);
        await store.write([put('a', 2), remove('b')]);
        expect(await all(store)).toStrictEqual([{ key: 'a', value: 2 }]);
      });

      test('are on disk after an orderly end, as they were then', async () => {
        if (opened.reopen === undefined) return;
        let sum = 1;
        await store.write([derive('sum', () => sum)]);
        sum = 2;
        store = await opened.reopen();
        sum = 3;
        expect(await store.get('sum')).toBe(2);
      });
    });

    describe('batches', () => {
      test('are applied whole or not at all', async () => {
        await store.write([put('a', 1)]);
        const unwritable = {
          toJSON: () => {
            throw new Error('cannot be written');
          },
        } as unknown as JsonValue;
        const writing = store.write([put('a', 2), put('b', 2), put('c', unwritable)]);
        await expect(writing).rejects.toBeInstanceOf(Error);
        expect(await all(store)).toStrictEqual([{ key: 'a', value: 1 }]);
      });

      test('are never seen in part', async () => {
        const keys = Array.from({ length: 20 }, (_, index) => `k/${index}`);
        await store.write(keys.map((key) => put(key, 0)));
        const writing = (async () => {
          for (let round = 1; round <= 50; round += 1) await store.write(keys.map((key) => put(key, round)));
        })();
        for (let read = 0; read < 50; read += 1) {
          const values = (await all(store, prefixRange('k/'))).map(({ value }) => value);
          expect(new Set(values).size).toBe(1);
        }
        await writing;
      });

      test('written at once are all kept, later calls over earlier ones', async () => {
        const writes = Array.from({ length: 200 }, (_, index) =>
          store.write([put('last', index), put(`w/${index}`, index)]),
        );
        await Promise.all(writes);
        expect((await all(store, prefixRange('w/'))).length).toBe(200);
        expect(await store.get('last')).toBe(199);
      });
    });

    describe('scanning', () => {
      const keysOf = async (options?: Partial<ScanOptions>) =>
        (await all(store, options)).map(({ key }) => key);

      test('goes in order of the keys’ UTF-8 bytes', async () => {
        const keys = [
          'a',
          'B',
          'ab',
          'a\u0000',
          'é',
          'z',
          'ß',
          '漢',
          '\uffee',
          '🐦',
          '\u{10fffe}',
          'a/b',
          'a!',
          '~',
          '\u07ff',
          '\ue000',
        ];
        await store.write(keys.map((key) => put(key)));
        expect(await keysOf()).toStrictEqual(
          keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))),
        );
      });

      test('begins with `from`, ends before `to`', async () => {
        await store.write(['a', 'b', 'c', 'd'].map((key) => put(key)));
        expect(await keysOf({ from: 'b', to: 'd' })).toStrictEqual(['b', 'c']);
        expect(await keysOf({ from: 'aa', to: 'cc' })).toStrictEqual(['b', 'c']);
        expect(await keysOf({ from: 'b', to: 'b' })).toStrictEqual([]);
        expect(await keysOf({ from: 'd', to: 'a' })).toStrictEqual([]);
      });

      test('backwards gives the same range from its end, limited from there', async () => {
        await store.write(['a', 'b', 'c', 'd'].map((key) => put(key)));
        expect(await keysOf({ from: 'a', to: 'd', reverse: true })).toStrictEqual(['c', 'b', 'a']);
        expect(await keysOf({ from: 'a', to: 'd', reverse: true, limit: 2 })).toStrictEqual(['c', 'b']);
      });

      test('stops at the limit', async () => {
        await store.write(['a', 'b', 'c'].map((key) => put(key)));
        expect(await keysOf({ limit: 2 })).toStrictEqual(['a', 'b']);
        expect(await keysOf({ limit: 9 })).toStrictEqual(['a', 'b', 'c']);
        expect(await keysOf({ limit: 0 })).toStrictEqual([]);
      });

      test('of a prefix finds what begins with it and nothing else', async () => {
        await store.write(['room', 'room/', 'room/a', 'room/é🐦', 'room0', 'rooms/a'].map((key) => put(key)));
        expect(await keysOf(prefixRange('room/'))).toStrictEqual(['room/', 'room/a', 'room/é🐦']);
      });

      test('passes over more entries than one read brings', async () => {
        const keys = Array.from({ length: 3000 }, (_, index) => `n/${String(index).padStart(5, '0')}`);
        await store.write(keys.map((key) => put(key)));
        expect(await keysOf(prefixRange('n/'))).toStrictEqual(keys);
        expect(await keysOf({ ...prefixRange('n/'), reverse: true })).toStrictEqual(keys.toReversed());
      });

      test('sees what was written before its first entry was asked for, and nothing later', async () => {
        await store.write([put('a', 1), put('c', 1)]);
        const scan = store.scan(EVERYTHING)[Symbol.asyncIterator]();
        await store.write([put('b', 1)]);
        const seen = [await scan.next()];
        await store.write([put('d', 1), put('c', 2), remove('b')]);
        for (let next = await scan.next(); next.done !== true; next = await scan.next()) seen.push(next);
        expect(seen.map(({ value }) => value)).toStrictEqual([
          { key: 'a', value: 1 },
          { key: 'b', value: 1 },
          { key: 'c', value: 1 },
        ]);
      });

      test('can be left early, many times, without harm', async () => {
        await store.write(['a', 'b', 'c'].map((key) => put(key)));
        for (let round = 0; round < 20; round += 1) {
          for await (const { key } of store.scan(EVERYTHING)) {
            expect(key).toBe('a');
            break;
          }
        }
        await store.write([remove('a')]);
        expect(await keysOf()).toStrictEqual(['b', 'c']);
      });

      test('twice at the same time gives each its own entries', async () => {
        await store.write(['a', 'b', 'c'].map((key) => put(key)));
        expect(await Promise.all([keysOf(), keysOf({ reverse: true })])).toStrictEqual([
          ['a', 'b', 'c'],
          ['c', 'b', 'a'],
        ]);
      });
    });

    test('shares no value with its callers', async () => {
      const written = { list: [1], inner: { a: 1 } };
      const writing = store.write([put('k', written)]);
      written.list.push(2);
      await writing;
      written.inner.a = 2;
      const read = (await store.get('k')) as typeof written;
      read.list.push(3);
      const [scanned] = await all(store);
      if (scanned !== undefined) (scanned.value as typeof written).inner.a = 3;
      expect(await store.get('k')).toStrictEqual({ list: [1], inner: { a: 1 } });
    });

    describe('after close', () => {
      const failed = expect.objectContaining({ name: 'JackdawError', code: 'storage_failed' });

      test('every method rejects with storage_failed, and closing again is fine', async () => {
        await store.write([put('a', 1)]);
        const scan = store.scan(EVERYTHING);
        await store.close();
        await store.close();
        await expect(store.get('a')).rejects.toThrow(failed);
        await expect(store.write([put('a', 2)])).rejects.toThrow(failed);
        await expect(store.write([])).rejects.toThrow(failed);
        await expect(store.sync()).rejects.toThrow(failed);
        await expect(all(store)).rejects.toThrow(failed);
        await expect(scan[Symbol.asyncIterator]().next()).rejects.toThrow(failed);
      });

      test('what was under way is done', async () => {
        const writing = store.write([put('a', 1)]);
        const reading = store.get('a');
        await store.close();
        await expect(writing).resolves.toBeUndefined();
        expect([1, undefined]).toContain(await reading);
      });

      test('a scan under way does not end as if it had been whole', async () => {
        await store.write(Array.from({ length: 3000 }, (_, index) => put(`k/${index}`, index)));
        const seen: StoreEntry[] = [];
        const scanning = (async () => {
          for await (const entry of store.scan(EVERYTHING)) {
            if (seen.length === 0) void store.close();
            seen.push(entry);
          }
        })();
        const outcome = await scanning.then(
          () => seen.length,
          (error: { code: string }) => error.code,
        );
        expect([3000, 'storage_failed']).toContain(outcome);
      });
    });

    storeModelTest(open);

    test('opened again has all its records, or none where they die with it', async () => {
      const written = [
        { key: 'a', value: { text: 'é🐦' } },
        { key: 'c', value: 1 },
      ];
      await store.write([put('b'), ...written.map(({ key, value }) => put(key, value))]);
      await store.write([remove('b')]);
      const { reopen } = opened;
      const again = reopen === undefined ? await open() : { store: await reopen(), dispose: async () => {} };
      expect(await all(again.store)).toStrictEqual(reopen === undefined ? [] : written);
      await again.store.write([put('d', 1)]);
      expect(await again.store.get('d')).toBe(1);
      await again.dispose();
    });
  });
}

const EVERYTHING: ScanOptions = prefixRange('');

async function all(store: Store, options: Partial<ScanOptions> = {}): Promise<StoreEntry[]> {
  const entries: StoreEntry[] = [];
  for await (const entry of store.scan({ ...EVERYTHING, ...options })) entries.push(entry);
  return entries;
}
