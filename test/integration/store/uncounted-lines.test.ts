import { cpSync, writeSync } from 'node:fs';
import { createLedgerReader, LiveSeries, openLedger, type AttemptLine, type LocalStore } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import type { WriteBytes } from '../../../packages/daemon/src/store/journal.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { attempt, NOON, turn, usage } from '../../support/ledger-lines.ts';
import { poll } from '../../support/poll.ts';
import { temporaryFolder } from './temporary-folder.ts';

const begun: AttemptLine = { ...attempt, usage: { ...usage, output: 1 }, costUsd: 0.1, underWay: true };
/** Nothing moves to the database by itself: its clock stands still. */
const openStore = (folder: string) => openLevelStore({ folder, clock: createFakeClock(NOON) });

let ids = 0;
const open = (store: LocalStore) =>
  openLedger({
    store,
    clock: createFakeClock(NOON),
    newId: () => String(++ids).padStart(8, '0'),
    onFailure: (error) => {
      throw error;
    },
  });

/** What a process that dies now leaves behind. */
function dead(folder: string): string {
  const copy = temporaryFolder();
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function totalIn(store: LocalStore) {
  const reader = createLedgerReader({
    store,
    idAt: () => '',
    clock: createFakeClock(NOON),
    live: { series: new LiveSeries(), openedAt: NOON },
  });
  const { rows } = await reader.page({ by: 'conversation', since: 0, limit: 10 });
  const { total, upstreamErrors } = await reader.summary(0);
  const [conversation] = rows;
  return { ...total, upstreamErrors, conversation };
}

test('a line that a crash left uncounted is counted once, also one that was counted as it stood before', async () => {
  const living = temporaryFolder();
  const first = await openStore(living);
  const ledger = await open(first);
  const amend = ledger.recordAttempt(begun);
  await first.sync();
  amend({ ...attempt, costUsd: 0.2, underWay: true });
  amend(attempt);
  ledger.recordAttempt({ ...attempt, costUsd: 0.5 });
  await first.write(ledger.turn(turn));
  let home = dead(living);
  await first.close();

  // The first two die before anything gets to the database, the third one after that.
  for (const movesTo of ['nowhere', 'nowhere', 'database', 'database']) {
    const store = await openStore(home);
    const next = await open(store);
    expect(next.stats()).toMatchObject({ turns: 1, upstream: { attempts: 2 }, tokens: { output: 100 } });
    expect(next.stats().costUsd).toBeCloseTo(0.75, 12);
    const total = await totalIn(store);
    expect(total).toMatchObject({ turns: 1, attempts: 2, tokens: { output: 100 }, upstreamErrors: {} });
    expect(total.costUsd).toBeCloseTo(0.75, 12);
    expect(total.conversation).toMatchObject({ conversation: 'c1', turns: 1, outputTokens: 100 });
    if (movesTo === 'database') await store.sync();
    home = dead(home);
    await store.close();
  }
});

test('sums on disk are those of the lines on disk, wherever the process dies', async () => {
  const living = temporaryFolder();
  const store = await openStore(living);
  const ledger = await open(store);
  ledger.recordAttempt(attempt);
  await store.write(ledger.turn(turn));
  await store.sync();
  // Neither line nor sums of what nobody was told is safe.
  store.writeLater(ledger.turn({ ...turn, traceId: 't2' }));
  const home = dead(living);
  await store.close();
  const left = await openStore(home);
  expect(await left.get('ledger-turn/t2')).toBeUndefined();
  expect((await open(left)).stats()).toMatchObject({ turns: 1, costUsd: 0.25 });
  expect(await totalIn(left)).toMatchObject({ turns: 1, attempts: 1, costUsd: 0.25 });
  await left.close();
});

test('a journal of an earlier version, which has sums or marks of its own, is left as it is', async () => {
  const stored = (key: string, value: {}) => ({ type: 'put', key, value }) as const;
  const mark = stored('ledger-uncounted/ledger-attempt/b', { before: begun });
  const cases = [
    [[stored('ledger-attempt/a', attempt), stored('ledger-totals', {})], []],
    [[stored('ledger-attempt/b', attempt), mark], [mark]],
  ] as const;
  for (const [batch, marks] of cases) {
    const living = temporaryFolder();
    const store = await openStore(living);
    await store.write(batch);
    const home = dead(living);
    await store.close();
    const left = await openStore(home);
    const found = [];
    for await (const { key, value } of left.scan({ from: 'ledger-uncounted/', to: 'ledger-uncounted0' })) {
      found.push(stored(key, value ?? {}));
    }
    expect(found).toEqual(marks);
    await left.close();
  }
});

test('a call whose first line the journal did not take is counted once', async () => {
  const living = temporaryFolder();
  let isFull = false;
  const writeBytes: WriteBytes = (file, bytes, offset) => {
    if (isFull) throw Object.assign(new Error('no room'), { code: 'ENOSPC' });
    return writeSync(file, bytes, offset);
  };
  const first = await openLevelStore({ folder: living, clock: createFakeClock(NOON), writeBytes });
  const reported: unknown[] = [];
  const ledger = await openLedger({
    store: first,
    clock: createFakeClock(NOON),
    newId: () => String(++ids).padStart(8, '0'),
    onFailure: (error) => reported.push(error),
  });
  isFull = true;
  const amend = ledger.recordAttempt(begun);
  await poll('the failure', () => reported.length > 0);
  isFull = false;
  await first.sync();
  amend(attempt);
  const second = await openStore(dead(living));
  await open(second);
  expect(await totalIn(second)).toMatchObject({ attempts: 1, costUsd: 0.25, tokens: usage });
  await second.close();
  await first.close();
});
