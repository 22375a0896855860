import { createMemoryStore, type LocalStore } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { boundStore } from '../../../../packages/daemon/src/store/index.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const put = (key: string, value: number) => ({ type: 'put', key, value }) as const;
const failed = { code: 'storage_failed', message: expect.stringContaining('does not answer') };

/** A store over a disk that can be made to hang: calls then wait until it is let go. */
function setUp() {
  const clock = createFakeClock();
  const disk = createMemoryStore();
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let calls = 0;
  const behindGate = async <T>(call: () => Promise<T>): Promise<T> => {
    calls += 1;
    await gate.promise;
    return call();
  };
  const stalling: LocalStore = {
    ...disk,
    get: (key) => behindGate(() => disk.get(key)),
    write: (batch) => behindGate(() => disk.write(batch)),
    sync: () => behindGate(() => disk.sync()),
    close: () => behindGate(() => disk.close()),
    async *scan(range) {
      for await (const entry of disk.scan(range)) {
        await behindGate(async () => {});
        yield entry;
      }
    },
  };
  const warnings = new Map<string, string | null>();
  let heldUpMs = 0;
  const store = boundStore(stalling, {
    clock: { ...clock, monotonic: () => clock.monotonic() + heldUpMs },
    folder: '/data',
    deadlineMs: 1000,
    warnings: { tell: () => {}, set: (kind, message) => void warnings.set(kind, message) },
  });
  return {
    clock,
    disk,
    store,
    warning: () => warnings.get('hang') ?? null,
    calls: () => calls,
    hang: () => {
      gate = Promise.withResolvers();
    },
    letGo: () => gate.resolve(),
    /** Lets time pass in which the process does not run: what is due then comes late. */
    holdUp: (ms: number) => {
      heldUpMs += ms;
    },
  };
}

/** How a promise ended, or that it has not. */
function outcomeOf(promise: Promise<unknown>): () => unknown {
  let outcome: unknown = 'waits';
  promise.then(
    (value) => (outcome = value),
    (error: unknown) => (outcome = error),
  );
  return () => outcome;
}

test('a store that answers is passed through, and nothing is asleep behind it', async () => {
  const { clock, store, warning } = setUp();
  await store.write([put('a', 1), put('b', 2)]);
  expect(await store.get('a')).toBe(1);
  const keys: string[] = [];
  for await (const { key } of store.scan({ from: 'a', to: 'z' })) keys.push(key);
  expect(keys).toEqual(['a', 'b']);
  await store.sync();
  await clock.advance(1000);
  expect([warning(), clock.sleepers]).toEqual([null, 0]);
});

test.each([
  ['get', (store: LocalStore) => store.get('a')],
  ['write', (store: LocalStore) => store.write([put('b', 1)])],
  ['sync', (store: LocalStore) => store.sync()],
  ['scan', (store: LocalStore) => store.scan({ from: 'a', to: 'z' })[Symbol.asyncIterator]().next()],
])('a %s that hangs fails after the deadline, and the next call at once', async (_, call) => {
  const { clock, store, warning, hang, calls } = setUp();
  await store.write([put('a', 1)]);
  hang();
  const outcome = outcomeOf(call(store));
  await clock.advance(999);
  expect(outcome()).toBe('waits');
  await clock.advance(251);
  expect(outcome()).toMatchObject(failed);
  expect(warning()).toContain('/data');
  const before = calls();
  await expect(store.get('a')).rejects.toMatchObject(failed);
  expect(() => store.getNow('a')).toThrow('does not answer');
  expect(calls()).toBe(before);
});

test('when the disk answers again, the store works and the warning is gone', async () => {
  const { clock, store, warning, hang, letGo } = setUp();
  hang();
  const outcome = outcomeOf(store.write([put('a', 1)]));
  await clock.advance(1250);
  expect(outcome()).toMatchObject(failed);
  letGo();
  await new Promise(setImmediate);
  expect(warning()).toBe(null);
  await store.write([put('b', 2)]);
  expect(await store.get('b')).toBe(2);
});

test('calls that are lost for ever do not keep the store down: a read is tried every so often', async () => {
  const { clock, disk } = setUp();
  let lost = true;
  const store = boundStore(
    { ...disk, get: (key) => (lost ? new Promise(() => {}) : disk.get(key)) },
    { clock, folder: '/data', deadlineMs: 1000 },
  );
  await store.write([put('a', 1)]);
  const outcome = outcomeOf(store.get('a'));
  await clock.advance(2250);
  expect(outcome()).toMatchObject(failed);
  lost = false;
  await expect(store.get('a')).rejects.toMatchObject(failed);
  await clock.advance(1000);
  expect(await store.get('a')).toBe(1);
});

test('closing a store that hangs ends too', async () => {
  const { clock, store, hang } = setUp();
  hang();
  const outcome = outcomeOf(store.close());
  await clock.advance(3000);
  expect(outcome()).toMatchObject(failed);
});

test('a process that was held up itself takes nothing for a disk that hangs', async () => {
  const { clock, store, warning, hang, letGo, holdUp } = setUp();
  hang();
  const outcome = outcomeOf(store.write([put('a', 1)]));
  holdUp(10_000);
  await clock.advance(250);
  expect(outcome()).toBe('waits');
  letGo();
  await new Promise(setImmediate);
  expect([outcome(), warning()]).toEqual([undefined, null]);
});
