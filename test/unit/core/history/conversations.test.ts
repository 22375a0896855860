import { conversationToMarkdown, createConversations, createMemoryStore, searchHistory } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

function createFixture() {
  const store = createMemoryStore();
  const clock = createFakeClock();
  let count = 0;
  const newId = () => `c${++count}`;
  const open = () => createConversations({ store, clock, newId });
  return { store, clock, conversations: open(), reopened: open };
}

const begin = (prompt: string, conversationId: string | null = null) => ({
  conversationId,
  turnId: `turn of ${prompt}`,
  traceId: `trace of ${prompt}`,
  asked: { kind: 'question' as const, prompt },
  system: null,
});

/** A whole turn, as the registry of turns would write it. */
async function say(
  { store, conversations }: ReturnType<typeof createFixture>,
  prompt: string,
  answer: string,
  id?: string,
) {
  const { open, operations } = await conversations.begin(begin(prompt, id ?? null));
  await store.write(operations);
  await store.write(
    conversations.end(open, { state: 'complete', text: answer, usage: null, costUsd: 0.25 }, 0),
  );
  return open.conversationId;
}

describe('conversations', () => {
  it('keep a question that no answer came to, with the part that was written, after the process is gone', async () => {
    const { store, conversations, reopened } = createFixture();
    const { open, operations } = await conversations.begin(begin('Will you finish?'));
    await store.write(operations);
    await store.write([
      conversations.partial(open.turn.turnId, 0, 'I was '),
      conversations.partial(open.turn.turnId, 1, 'about to'),
    ]);
    expect((await conversations.get(open.conversationId)).messages).toMatchObject([{ role: 'user' }]);
    expect((await reopened().get(open.conversationId)).messages).toMatchObject([
      { role: 'user', text: 'Will you finish?', state: 'complete' },
      { role: 'assistant', text: 'I was about to', state: 'interrupted' },
    ]);
  });

  it('clear the parts away when the answer is whole', async () => {
    const { store, conversations } = createFixture();
    const { open, operations } = await conversations.begin(begin('Parts?'));
    await store.write(operations);
    await store.write([conversations.partial(open.turn.turnId, 0, 'some')]);
    await store.write(
      conversations.end(open, { state: 'complete', text: 'something', usage: null, costUsd: 0 }, 1),
    );
    const left: string[] = [];
    for await (const { key } of store.scan({ from: 'partial/', to: 'partial0' })) left.push(key);
    expect(left).toEqual([]);
  });

  it('lose neither a question nor a cost when two turns run at once', async () => {
    const fixture = createFixture();
    const id = await say(fixture, 'First', 'one');
    const { store, conversations } = fixture;
    const both = await Promise.all([
      conversations.begin(begin('A', id)),
      conversations.begin(begin('B', id)),
    ]);
    for (const { operations } of both) await store.write(operations);
    for (const { open } of both) {
      await store.write(
        conversations.end(open, { state: 'complete', text: 'x', usage: null, costUsd: 0.25 }, 0),
      );
    }
    const conversation = await conversations.get(id);
    expect(conversation).toMatchObject({ turns: 3, costUsd: 0.75 });
    expect(conversation.messages.filter(({ role }) => role === 'user').map(({ text }) => text)).toEqual([
      'First',
      'A',
      'B',
    ]);
  });

  it('are listed newest first, page by page, without the trash', async () => {
    const fixture = createFixture();
    const ids: string[] = [];
    for (const prompt of ['a', 'b', 'c', 'd']) {
      ids.push(await say(fixture, prompt, 'x'));
      await fixture.clock.advance(1000);
    }
    const { conversations } = fixture;
    await conversations.delete(ids[1] ?? '');
    const first = await conversations.list({ limit: 2 });
    expect(first.conversations.map(({ title }) => title)).toEqual(['d', 'c']);
    const second = await conversations.list({ limit: 2, cursor: first.cursor ?? '' });
    expect(second).toMatchObject({ conversations: [{ title: 'a' }], cursor: null });
    expect((await conversations.list({ deleted: true })).conversations).toMatchObject([{ title: 'b' }]);
    await expect(conversations.begin(begin('more', ids[1]))).rejects.toThrow('in the trash');
    await conversations.restore(ids[1] ?? '');
    expect((await conversations.list({})).conversations).toHaveLength(4);
  });

  it('are called after the first line of their first question, cut at a word', async () => {
    const fixture = createFixture();
    const id = await say(fixture, `${'word '.repeat(30)}\nsecond line`, 'x');
    expect((await fixture.conversations.get(id)).title).toBe(`${'word '.repeat(12).trim()}…`);
    await fixture.conversations.rename(id, 'Better');
    expect((await fixture.conversations.get(id)).title).toBe('Better');
  });

  it('come back from an export as they were', async () => {
    const fixture = createFixture();
    const id = await say(fixture, 'Export me', 'Gladly');
    await say(fixture, 'And this', 'Too', id);
    const exported = await fixture.conversations.get(id);
    const imported = await fixture.conversations.add(exported);
    expect(imported).not.toBe(id);
    const { id: _, ...copy } = await fixture.conversations.get(imported);
    expect({ ...copy, messages: copy.messages.map(({ text }) => text) }).toMatchObject({
      title: 'Export me',
      turns: 2,
      messages: ['Export me', 'Gladly', 'And this', 'Too'],
    });
    expect(conversationToMarkdown(exported)).toContain('## You\n\nExport me\n\n## Claude\n\nGladly');
  });

  it('are found by all words of a query, in any case, in questions and answers', async () => {
    const fixture = createFixture();
    await say(fixture, 'How do jackdaws nest?', 'In chimneys, mostly.');
    await say(fixture, 'What do crows eat?', 'Nearly anything.');
    const find = async (query: string) =>
      (await searchHistory(fixture.conversations.all(), query, 10)).map(({ excerpt }) => excerpt);
    expect(await find('JACKDAWS nest')).toEqual(['How do jackdaws nest?']);
    expect(await find('chimneys')).toEqual(['In chimneys, mostly.']);
    expect(await find('jackdaws eat')).toEqual([]);
  });

  it('are not found under an unknown id', async () => {
    await expect(createFixture().conversations.get('nope')).rejects.toMatchObject({ code: 'not_found' });
  });
});
