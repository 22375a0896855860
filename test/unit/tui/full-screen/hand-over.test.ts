import { expect, test } from 'vitest';
import { createHandOver, createHeldStore } from '../../../../packages/tui/src/full-screen/index.ts';
import { createStore } from '../../../../packages/tui/src/state/store.ts';

function setUp() {
  const steps: string[] = [];
  const store = createStore({ text: 'before' });
  const held = createHeldStore(store);
  const handOver = createHandOver({
    held,
    flush: async () => void steps.push(`flush ${held.get().text}`),
    suspend: async () => {
      steps.push('suspend');
      return { resume: async () => void steps.push(`resume ${held.get().text}`) };
    },
  });
  return { steps, store, held, handOver };
}

test('what happens while somebody else has the terminal is told once it is back', async () => {
  const { steps, store, held, handOver } = setUp();
  const told: string[] = [];
  held.subscribe(() => told.push(held.get().text));
  store.set({ text: 'first' });
  await handOver(async () => {
    store.set({ text: 'second' });
    store.set({ text: 'third' });
    steps.push(`use ${held.get().text}`);
  });
  expect(steps).toEqual(['flush first', 'suspend', 'use first', 'resume first']);
  expect(told).toEqual(['first', 'third']);
});

test('a failure gives the terminal back and is thrown; the next one still gets it', async () => {
  const { steps, store, held, handOver } = setUp();
  const failed = handOver(async () => {
    store.set({ text: 'after' });
    throw new Error('no');
  });
  const next = handOver(async () => void steps.push('next'));
  await expect(failed).rejects.toThrow('no');
  await next;
  expect(steps).toEqual([
    'flush before',
    'suspend',
    'resume before',
    'flush after',
    'suspend',
    'next',
    'resume after',
  ]);
  expect(held.get().text).toBe('after');
});
