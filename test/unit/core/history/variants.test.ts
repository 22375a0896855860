import { describe, expect, it } from 'vitest';
import { openTalk } from './talk.ts';

describe('a question that is asked anew', () => {
  it('keeps every answer, shows the newest, and gets the context that it was asked in', async () => {
    const talk = openTalk();
    const { id } = await talk.say('Hello', 'Hi');
    await talk.say('A number?', 'one', id);
    const second = await talk.again('two', id);
    expect(second.sent).toEqual(['Hello', 'Hi']);
    await talk.again('three', id);
    const { messages, turns, costUsd } = await talk.reopened().get(id);
    expect(messages).toHaveLength(4);
    expect(messages[3]).toMatchObject({ text: 'three', variant: 3 });
    expect(messages[3]?.variants?.map(({ text }) => text)).toEqual(['one', 'two']);
    expect({ turns, costUsd }).toEqual({ turns: 4, costUsd: 1 });
  });

  it('goes on with the answer that was chosen, also after the process is gone', async () => {
    const talk = openTalk();
    const { id } = await talk.say('A number?', 'one');
    await talk.again('two', id);
    expect(await talk.conversations.choose(id, 1)).toMatchObject({ text: 'one', variant: 1 });
    expect(await talk.texts(id, talk.reopened())).toEqual(['A number?', 'one']);
    expect((await talk.say('Double it', 'two', id)).sent).toEqual(['A number?', 'one']);
    expect((await talk.conversations.peek(id)).context.messages.map(({ content }) => content)).toEqual([
      'A number?',
      'one',
      'Double it',
      'two',
    ]);
  });

  it('shows a newer answer although an older one was chosen, but no failure', async () => {
    const talk = openTalk();
    const { id } = await talk.say('A number?', 'one');
    await talk.again('two', id);
    await talk.conversations.choose(id, 1);
    await talk.again('', id, { state: 'error' });
    expect(await talk.texts(id)).toEqual(['A number?', 'one']);
    await talk.again('three', id);
    expect(await talk.texts(id)).toEqual(['A number?', 'three']);
    expect((await talk.conversations.get(id)).messages[1]).toMatchObject({ variant: 3 });
  });

  it('takes the part of an answer that a crash cut off as the newest, with the whole one beside it', async () => {
    const talk = openTalk();
    const { id } = await talk.say('A number?', 'one');
    const open = await talk.begin({ kind: 'variant', traceId: null }, id);
    await talk.store.write([talk.conversations.partial(open.turn.turnId, 0, 'tw')]);
    const { messages } = await talk.reopened().get(id);
    expect(messages[1]).toMatchObject({ text: 'tw', state: 'interrupted', variant: 2 });
    expect(messages[1]?.variants).toMatchObject([{ text: 'one', state: 'complete' }]);
  });

  it('has the chosen answer gone on with, not the newest', async () => {
    const talk = openTalk();
    const { id } = await talk.say('Count', 'one two ', null, { state: 'interrupted' });
    await talk.again('uno dos ', id, { state: 'interrupted' });
    await talk.conversations.choose(id, 1);
    await talk.goOn('three', id);
    expect(await talk.texts(id)).toEqual(['Count', 'one two three']);
    expect((await talk.conversations.choose(id, 2)).text).toBe('uno dos ');
  });

  it('says what cannot be', async () => {
    const talk = openTalk();
    const { id, traceId } = await talk.say('A number?', 'one');
    await expect(talk.conversations.choose(id, 2)).rejects.toThrow('the last question has one answer');
    await talk.say('Another', 'x', id);
    await expect(talk.again('two', id, {}, traceId)).rejects.toMatchObject({ code: 'conflict' });
    await talk.begin({ kind: 'question', prompt: 'Under way' }, id);
    await expect(talk.again('two', id)).rejects.toMatchObject({ code: 'conflict' });
    await expect(talk.conversations.choose(id, 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(talk.conversations.choose('nope', 1)).rejects.toMatchObject({ code: 'not_found' });
  });
});
