import { createConversations, createMemoryStore, type Store } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { poll } from '../../../support/poll.ts';

/** Conversations on a store of which one scan, and so one reading of earlier turns, can be held up. */
function createFixture() {
  const memory = createMemoryStore();
  const gate = Promise.withResolvers<void>();
  let holding = false;
  let isHeld = false;
  const store: Store = {
    ...memory,
    async *scan(options) {
      const held = holding;
      holding = false;
      isHeld ||= held;
      if (held) await gate.promise;
      yield* memory.scan(options);
    },
  };
  let count = 0;
  const open = (on: Store) =>
    createConversations({ store: on, clock: createFakeClock(), newId: () => `c${++count}` });
  return {
    store,
    conversations: open(store),
    /** As a daemon that starts now would see it. */
    asStored: () => open(memory),
    holdNext: () => void (holding = true),
    isHeld: () => isHeld,
    goOn: () => gate.resolve(),
  };
}

type Fixture = ReturnType<typeof createFixture>;

const begin = (prompt: string, conversationId: string | null = null) => ({
  conversationId,
  turnId: `turn of ${prompt}`,
  traceId: `trace of ${prompt}`,
  asked: { kind: 'question' as const, prompt },
  system: null,
});

const ANSWERED = { state: 'complete', text: 'x', usage: null, costUsd: 0.25 } as const;

async function say({ store, conversations }: Fixture, prompt: string, id: string | null = null) {
  const { open, operations } = await conversations.begin(begin(prompt, id));
  await store.write(operations);
  await store.write(conversations.end(open, ANSWERED, 0));
  return open.conversationId;
}

test('a conversation that is thrown away while a question to it is being put on record stays thrown away', async () => {
  const fixture = createFixture();
  const { conversations, asStored } = fixture;
  const id = await say(fixture, 'First');
  fixture.holdNext();
  const begun = conversations.begin(begin('Second', id));
  await poll('the question to read', fixture.isHeld);
  await conversations.delete(id);
  fixture.goOn();
  await expect(begun).rejects.toMatchObject({ code: 'not_found' });
  expect((await asStored().list({ deleted: true })).conversations.map((known) => known.id)).toEqual([id]);
});

test('a question that waits for its earlier turns takes no place of one that comes meanwhile', async () => {
  const fixture = createFixture();
  const { store, conversations, asStored } = fixture;
  const id = await say(fixture, 'First');
  fixture.holdNext();
  const slow = conversations.begin(begin('Slow', id));
  await poll('the slow one to read', fixture.isHeld);
  // Asked, answered and over before the slow one has read what was before.
  const quick = await conversations.begin(begin('Quick', id));
  await store.write(quick.operations);
  await store.write(conversations.end(quick.open, ANSWERED, 0));
  fixture.goOn();
  const { open, operations } = await slow;
  await store.write(operations);
  await store.write(conversations.end(open, ANSWERED, 0));

  const { messages, turns, costUsd } = await asStored().get(id);
  expect(
    messages
      .filter(({ role }) => role === 'user')
      .map(({ text }) => text)
      .toSorted(),
  ).toEqual(['First', 'Quick', 'Slow']);
  expect({ turns, costUsd }).toEqual({ turns: 3, costUsd: 0.75 });
});

test('what is changed between a question and its record is in the record', async () => {
  const fixture = createFixture();
  const { store, conversations, asStored } = fixture;
  const id = await say(fixture, 'First');
  const { operations } = await conversations.begin(begin('Second', id));
  await conversations.rename(id, 'Another name');
  await conversations.delete(id);
  await store.write(operations);
  const stored = await asStored().get(id);
  expect(stored).toMatchObject({ title: 'Another name', turns: 2, deletedAt: expect.any(Number) });
});

test('changes at once are all made, and none undoes a turn that ends meanwhile', async () => {
  const fixture = createFixture();
  const { store, conversations, asStored } = fixture;
  const id = await say(fixture, 'First');
  const { open, operations } = await conversations.begin(begin('Second', id));
  await store.write(operations);
  await Promise.all([
    conversations.rename(id, 'Another name'),
    conversations.delete(id),
    Promise.resolve().then(() => store.write(conversations.end(open, ANSWERED, 0))),
  ]);
  expect(await asStored().get(id)).toMatchObject({
    title: 'Another name',
    turns: 2,
    costUsd: 0.5,
    deletedAt: expect.any(Number),
  });
});

test('a change that cannot be saved is not made', async () => {
  const fixture = createFixture();
  const { store, asStored } = fixture;
  const id = await say(fixture, 'First');
  const failing = createConversations({
    store: { ...store, write: () => Promise.reject(new Error('The medium fails.')) },
    clock: createFakeClock(),
    newId: () => 'new',
  });
  const { open } = await failing.begin(begin('Second', id));
  await expect(failing.rename(id, 'Another name')).rejects.toThrow('The medium fails.');
  await store.write(failing.end(open, ANSWERED, 0));
  expect((await asStored().get(id)).title).toBe('First');
});
