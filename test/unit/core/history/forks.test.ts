import { describe, expect, it } from 'vitest';
import { openTalk } from './talk.ts';

async function threeExchanges() {
  const talk = openTalk();
  const { id } = await talk.say('One?', '1');
  await talk.say('Two?', '2', id);
  await talk.again('II', id);
  await talk.say('Three?', '3', id);
  return { ...talk, id };
}

describe('a fork', () => {
  it('begins with the earlier messages, and neither minds what becomes of the other', async () => {
    const talk = await threeExchanges();
    const fork = await talk.conversations.fork(talk.id, 4);
    expect(await talk.texts(fork)).toEqual(['One?', '1', 'Two?', 'II']);
    const asked = await talk.say('Other?', 'x', fork);
    expect(asked.sent).toEqual(['One?', '1', 'Two?', 'II']);
    expect(await talk.texts(talk.id)).toHaveLength(6);
    await talk.conversations.delete(talk.id);
    expect(await talk.reopened().get(fork)).toMatchObject({
      title: 'One?',
      turns: 4,
      costUsd: 0.25,
      forkedFrom: { id: talk.id, at: 4 },
      messages: { length: 6 },
    });
  });

  it('takes every answer, the choice among them, and the system prompt along', async () => {
    const talk = openTalk();
    const { id } = await talk.say('One?', '1');
    await talk.again('I', id);
    await talk.conversations.choose(id, 1);
    await talk.conversations.setSystem(id, 'Be brief.');
    const fork = await talk.conversations.fork(id, 2);
    const { messages, system } = await talk.conversations.get(fork);
    expect(system).toBe('Be brief.');
    expect(messages[1]).toMatchObject({ text: '1', variant: 1, variants: [{ text: 'I' }] });
    await talk.conversations.choose(fork, 2);
    expect(await talk.texts(fork)).toEqual(['One?', 'I']);
    expect(await talk.texts(id)).toEqual(['One?', '1']);
  });

  it('takes the summaries along that stand for what it has, and no others', async () => {
    const talk = await threeExchanges();
    const ids = (await talk.conversations.peek(talk.id)).context.turnIds;
    const summary = { at: 1, model: 'm', turns: 1, fromTokens: 9, toTokens: 1, costUsd: 0 };
    await talk.conversations.compact(
      talk.id,
      { ...summary, turnIds: ids.slice(0, 1).flat(), summary: 'S1' },
      0,
    );
    await talk.conversations.compact(talk.id, { ...summary, turnIds: ids.flat(), summary: 'S3' }, 0);
    const fork = await talk.conversations.fork(talk.id, 4);
    expect(await talk.conversations.compaction(fork)).toMatchObject({ summary: 'S1' });
    expect((await talk.say('More?', 'x', fork)).sent.at(-1)).toBe('II');
  });

  it('without a message is named after its first question', async () => {
    const talk = await threeExchanges();
    const fork = await talk.conversations.fork(talk.id, 0);
    expect(await talk.conversations.get(fork)).toMatchObject({ title: '', turns: 0, messages: [] });
    await talk.say('Quite another one', 'x', fork);
    expect(await talk.conversations.get(fork)).toMatchObject({ title: 'Quite another one', turns: 1 });
  });

  it('is refused within an exchange, behind the end, and where an answer is under way', async () => {
    const talk = await threeExchanges();
    await expect(talk.conversations.fork(talk.id, 3)).rejects.toThrow(
      'A question and its answer go together',
    );
    await expect(talk.conversations.fork(talk.id, 8)).rejects.toThrow('The conversation has 6 messages');
    await talk.begin({ kind: 'question', prompt: 'Four?' }, talk.id);
    await expect(talk.conversations.fork(talk.id, 8)).rejects.toMatchObject({ code: 'conflict' });
    expect(await talk.texts(await talk.conversations.fork(talk.id, 6))).toHaveLength(6);
    await expect(talk.conversations.fork('nope', 0)).rejects.toMatchObject({ code: 'not_found' });
  });
});
