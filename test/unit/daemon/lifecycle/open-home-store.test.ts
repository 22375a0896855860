import { createMemoryStore, JackdawError, type LocalStore } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { openHomeStore } from '../../../../packages/daemon/src/lifecycle/open-home-store.ts';
import { SchemaTooNew } from '../../../../packages/daemon/src/store/index.ts';
import { createFakeClock, type FakeClock } from '../../../support/fake-clock.ts';
import { poll } from '../../../support/poll.ts';

const conflict = new JackdawError('conflict', 'Another daemon has the store.');
const yes = async () => true;
const no = async () => false;
/** Asleep between two tries: while it opens, it sleeps too, until that takes too long. */
async function untilItWaits(clock: FakeClock): Promise<void> {
  await new Promise(setImmediate);
  await poll('the first wait', () => clock.sleepers === 1);
}

test('a store that opens is the home’s', async () => {
  const store = createMemoryStore();
  const opened = await openHomeStore({ open: async () => store, isAnswering: yes, clock: createFakeClock() });
  expect(opened).toEqual({ kind: 'opened', store, warning: null });
});

test('a home whose daemon answers is taken', async () => {
  const opened = await openHomeStore({
    open: () => Promise.reject(conflict),
    isAnswering: yes,
    clock: createFakeClock(),
  });
  expect(opened).toEqual({ kind: 'taken' });
});

test('a daemon that is stopping is waited for', async () => {
  const clock = createFakeClock();
  const store = createMemoryStore();
  const opening = openHomeStore({
    open: () => (clock.monotonic() < 3000 ? Promise.reject(conflict) : Promise.resolve(store)),
    isAnswering: no,
    clock,
  });
  await untilItWaits(clock);
  await clock.advance(4000);
  expect(await opening).toMatchObject({ kind: 'opened', store });
});

test('a daemon that is starting is waited for, until it answers', async () => {
  const clock = createFakeClock();
  const opening = openHomeStore({
    open: () => Promise.reject(conflict),
    isAnswering: async () => clock.monotonic() >= 1000,
    clock,
  });
  await untilItWaits(clock);
  await clock.advance(2000);
  expect(await opening).toEqual({ kind: 'taken' });
});

test('a process that has the store and never answers is told of', async () => {
  const clock = createFakeClock();
  const opening = openHomeStore({
    open: () => Promise.reject(conflict),
    isAnswering: no,
    clock,
    waitMs: 2000,
  });
  const code = opening.catch((error: JackdawError) => error.code);
  await untilItWaits(clock);
  await clock.advance(3000);
  expect(await code).toBe('conflict');
});

test('a disk that fails costs the memory, not the chat', async () => {
  const opened = await openHomeStore({
    open: () => Promise.reject(new JackdawError('storage_failed', 'The disk is full.')),
    isAnswering: no,
    clock: createFakeClock(),
  });
  if (opened.kind !== 'opened') throw new Error('expected a store');
  expect(opened.warning).toContain('The disk is full.');
  await opened.store.write([{ type: 'put', key: 'a', value: 1 }]);
  expect(await opened.store.get('a')).toBe(1);
});

test('with a disk that fails, a daemon that answers still has the home', async () => {
  const opened = await openHomeStore({
    open: () => Promise.reject(new JackdawError('storage_failed', 'The disk is full.')),
    isAnswering: yes,
    clock: createFakeClock(),
  });
  expect(opened).toEqual({ kind: 'taken' });
});

test('a disk that never answers costs the memory too, and is closed should it open after all', async () => {
  const clock = createFakeClock();
  const late = Promise.withResolvers<LocalStore>();
  const opening = openHomeStore({ open: () => late.promise, isAnswering: no, clock, openMs: 2000 });
  await untilItWaits(clock);
  await clock.advance(2000);
  expect(await opening).toMatchObject({
    kind: 'opened',
    warning: expect.stringContaining('does not answer'),
  });
  const store = createMemoryStore();
  late.resolve(store);
  await poll('the close', () =>
    store.get('a').then(
      () => false,
      () => true,
    ),
  );
});

test('a store of a newer jackdaw is refused, unless a daemon answers', async () => {
  const tooNew = new JackdawError('storage_failed', 'Too new.', { cause: new SchemaTooNew() });
  const open = () => Promise.reject(tooNew);
  await expect(openHomeStore({ open, isAnswering: no, clock: createFakeClock() })).rejects.toBe(tooNew);
  expect(await openHomeStore({ open, isAnswering: yes, clock: createFakeClock() })).toEqual({
    kind: 'taken',
  });
});
