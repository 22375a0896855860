import {
  CONTINUE_PROMPT,
  conversationToMarkdown,
  createConversations,
  createMemoryStore,
  type Conversations,
} from '@jackdaw/core';
import { beforeEach, describe, expect, test } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';

let conversations: Conversations;
let store: ReturnType<typeof createMemoryStore>;
let turns: number;

beforeEach(() => {
  let ids = 0;
  turns = 0;
  store = createMemoryStore();
  conversations = createConversations({ store, clock: createFakeClock(), newId: () => `c${++ids}` });
});

const USAGE = { input: 10, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };

type End = Parameters<Conversations['end']>[1];

async function begin(prompt: string, conversationId: string | null, continues = false) {
  const turnId = `turn${++turns}`;
  const { open, operations } = await conversations.begin({
    conversationId,
    turnId,
    traceId: turnId,
    asked: { kind: continues ? 'continuation' : 'question', prompt },
    system: null,
  });
  await store.write(operations);
  return open;
}

/** A turn that ends so; gives its conversation and what the model was told of before. */
async function say(prompt: string, end: Partial<End>, id: string | null = null, continues = false) {
  const open = await begin(prompt, id, continues);
  await store.write(
    conversations.end(open, { state: 'complete', text: '', usage: USAGE, costUsd: 0.25, ...end }, 0),
  );
  return { id: open.conversationId, context: open.context.messages };
}

const goOn = (id: string, end: Partial<End>) => say(CONTINUE_PROMPT, end, id, true);

describe('an answer that was continued', () => {
  test('is one message with one bill, and one answer for the model', async () => {
    const { id } = await say('Why is it blue?', { state: 'interrupted', text: 'The sky is bl' });
    const { context } = await goOn(id, { text: 'blue: light scatters.' });
    expect(context).toEqual([
      { role: 'user', content: 'Why is it blue?' },
      { role: 'assistant', content: 'The sky is ' },
    ]);
    expect((await conversations.get(id)).messages).toMatchObject([
      { role: 'user', text: 'Why is it blue?' },
      {
        role: 'assistant',
        text: 'The sky is blue: light scatters.',
        state: 'complete',
        costUsd: 0.5,
        usage: { ...USAGE, input: 20, output: 10 },
      },
    ]);
    const { context: later } = await say('And at night?', { text: 'Black.' }, id);
    expect(later.map(({ content }) => content)).toEqual([
      'Why is it blue?',
      'The sky is blue: light scatters.',
    ]);
  });

  test('can break off and be continued again', async () => {
    const { id } = await say('Count', { state: 'interrupted', text: 'one, two, ' });
    await goOn(id, { state: 'interrupted', text: 'three, fo' });
    const { context } = await goOn(id, { text: 'four.' });
    expect(context.at(-1)?.content).toBe('one, two, three, ');
    const exported = await conversations.get(id);
    expect(exported.messages).toHaveLength(2);
    expect(conversationToMarkdown(exported)).toContain('\n\none, two, three, four.\n');
    expect(conversationToMarkdown(exported)).not.toContain(CONTINUE_PROMPT);
  });

  test('stays interrupted where the continuation had not a word, with the reason', async () => {
    const { id } = await say('Count', { state: 'interrupted', text: 'one, two, ' });
    const error = { code: 'overloaded', message: 'Too busy.', retryable: true } as const;
    await goOn(id, { state: 'error', text: '', error, usage: null, costUsd: 0 });
    const [, answer] = (await conversations.get(id)).messages;
    expect(answer).toMatchObject({ text: 'one, two, ', state: 'interrupted', error: 'Too busy.' });
    await goOn(id, { text: 'three.' });
    expect((await conversations.get(id)).messages[1]).toMatchObject({
      text: 'one, two, three.',
      state: 'complete',
    });
  });

  test('comes back from an export as one answer', async () => {
    const { id } = await say('Count', { state: 'interrupted', text: 'one, ' });
    await goOn(id, { text: 'two.' });
    const copy = await conversations.add(await conversations.get(id));
    expect((await conversations.get(copy)).messages.map(({ text }) => text)).toEqual(['Count', 'one, two.']);
  });
});

describe('a continuation is refused', () => {
  test('where the last answer is whole', async () => {
    const { id } = await say('Hello', { text: 'Hello.' });
    await expect(begin(CONTINUE_PROMPT, id, true)).rejects.toMatchObject({ code: 'invalid_request' });
  });

  test('where the answer is still under way', async () => {
    const { id } = await say('Count', { state: 'interrupted', text: 'one, ' });
    await begin('Another', id);
    await expect(begin(CONTINUE_PROMPT, id, true)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('what is sent on', () => {
  test('has no refused and no failed turn, and every word of one that broke off', async () => {
    const { id } = await say('A bad thing', { state: 'refused', text: 'I would rather' });
    await say('A failing thing', { state: 'error', text: '' }, id);
    await say('A broken thing', { state: 'interrupted', text: 'It begins and' }, id);
    const { context } = await say('Another thing', { text: 'Yes.' }, id);
    expect(context.map(({ content }) => content)).toEqual(['A broken thing', 'It begins and']);
  });
});

test('a conversation names the turn that is answering, while it does', async () => {
  const open = await begin('Slow', null);
  expect(await conversations.get(open.conversationId)).toMatchObject({ turnUnderWay: 'turn1' });
  await store.write(conversations.end(open, { state: 'complete', text: 'x', usage: null, costUsd: 0 }, 0));
  expect(await conversations.get(open.conversationId)).not.toHaveProperty('turnUnderWay');
});
