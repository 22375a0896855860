import { importedConversationSchema } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';
import { openTalk } from './talk.ts';

const USAGE = { input: 10, output: 5, cacheRead: 1, cacheWrite5m: 2, cacheWrite1h: 3 };

/** Everything that a conversation can hold. */
async function fullTalk() {
  const talk = openTalk();
  const result = (text: string, stopReason = 'end_turn') => ({
    text,
    model: 'claude-haiku-5-5',
    cache: 'miss' as const,
    usage: USAGE,
    costUsd: 0.25,
    savedUsd: 0,
    latencyMs: 120,
    ttftMs: 30,
    traceId: 'x',
    conversationId: null,
    stopReason,
    simulated: true as const,
  });
  const { id } = await talk.say('Plain?', 'Plain.', null, { result: result('Plain.'), usage: USAGE });
  await talk.say('Cut?', 'It begins and', id, {
    state: 'interrupted',
    model: 'claude-haiku-5-5',
    usage: null,
  });
  await talk.goOn('ends.', id, { result: result('ends.'), usage: USAGE });
  await talk.say('Refused?', 'No.', id, { state: 'refused', result: result('No.', 'refusal') });
  const error = { code: 'overloaded', message: 'It was overloaded.', retryable: true } as const;
  await talk.say('Failed?', '', id, { state: 'error', error, costUsd: 0 });
  await talk.say('Several?', 'one', id);
  await talk.again('two', id);
  await talk.again('three', id);
  await talk.conversations.choose(id, 2);
  const turnIds = (await talk.conversations.peek(id)).context.turnIds.flat();
  await talk.conversations.compact(
    id,
    { at: 5, turnIds, summary: 'S', model: 'm', turns: 3, fromTokens: 9, toTokens: 1, costUsd: 0.1 },
    0.1,
  );
  await talk.conversations.setSystem(id, 'Be brief.');
  return { ...talk, id };
}

/** As a file would hold it. */
const written = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('an export as JSON', () => {
  it('is the same again after an import, and goes on in the same way', async () => {
    const { conversations, id, again, texts } = await fullTalk();
    const exported = await conversations.get(id);
    const copy = await conversations.add(importedConversationSchema.parse(written(exported)));
    expect(written(await conversations.get(copy))).toEqual({ ...(written(exported) as object), id: copy });
    const contexts = await Promise.all([conversations.peek(id), conversations.peek(copy)]);
    expect(contexts[1]?.context.messages).toEqual(contexts[0]?.context.messages);
    await again('four', copy);
    expect((await texts(copy)).at(-1)).toBe('four');
  });

  it('is refused where it is none, with the place', () => {
    const refused = (value: unknown) =>
      importedConversationSchema.safeParse(value).error?.issues.map(({ path }) => path.join('.'));
    expect(refused({})).toContain('messages');
    const shape = { id: 'x', title: 't', createdAt: 1, updatedAt: 1, turns: 1, costUsd: 0 };
    expect(refused({ ...shape, turns: 1e12, messages: [] })).toEqual(['turns']);
    const message = { role: 'assistant', text: 'x', at: 1, state: 'odd' };
    expect(refused({ ...shape, messages: [message] })).toEqual(['messages.0.state']);
    const nested = { ...message, state: 'complete', variants: [{ role: 'assistant', text: 'y', at: 1 }] };
    expect(refused({ ...shape, messages: [nested] })).toEqual(['messages.0.variants.0.state']);
  });
});
