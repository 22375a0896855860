import { createMemoryStore } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { carryOver } from '../../../../packages/daemon/src/lifecycle/carry-over.ts';

const put = (key: string, value: object) => ({ type: 'put', key, value }) as const;
const totals = (turns: number, date: string, costUsd: number) => ({
  since: turns,
  turns,
  hits: { exact: turns },
  today: { date, costUsd },
});

test('conversations, answers and ledger lines are added to those on disk; numbered entries are not', async () => {
  const [memory, disk] = [createMemoryStore(), createMemoryStore()];
  await disk.write([put('conversation/a', { title: 'old' }), put('semantic/1', { text: 'old' })]);
  await memory.write(
    ['conversation/b', 'turn/b/1', 'partial/t/1', 'exact/k', 'ledger-turn/x', 'semantic/1'].map((key) =>
      put(key, { title: 'new' }),
    ),
  );
  await carryOver(memory, disk);
  const keys: string[] = [];
  for await (const { key } of disk.scan({ from: 'a', to: '~' })) keys.push(key);
  expect(keys).toEqual([
    'conversation/a',
    'conversation/b',
    'exact/k',
    'ledger-turn/x',
    'partial/t/1',
    'semantic/1',
    'turn/b/1',
  ]);
  expect(await disk.get('semantic/1')).toEqual({ text: 'old' });
});

test.each([
  ['the same day', 'mon', { date: 'mon', costUsd: 5 }],
  ['another day', 'tue', { date: 'tue', costUsd: 2 }],
])('counters are added up, what a day cost with %s', async (_, date, today) => {
  const [memory, disk] = [createMemoryStore(), createMemoryStore()];
  await disk.write([put('ledger-totals', totals(10, 'mon', 3))]);
  await memory.write([put('ledger-totals', totals(4, date, 2))]);
  await carryOver(memory, disk);
  expect(await disk.get('ledger-totals')).toEqual({ since: 10, turns: 14, hits: { exact: 14 }, today });
});

test('more records than one batch takes all arrive', async () => {
  const [memory, disk] = [createMemoryStore(), createMemoryStore()];
  await memory.write(Array.from({ length: 950 }, (_, index) => put(`turn/a/${index}`, { index })));
  await carryOver(memory, disk);
  let count = 0;
  for await (const _ of disk.scan({ from: 'turn/', to: 'turn0' })) count += 1;
  expect(count).toBe(950);
});
