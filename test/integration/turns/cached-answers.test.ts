import type { WireRequest } from '@jackdaw/core/protocol';
import { describe, expect, test } from 'vitest';
import { eventsOf } from './events-of.ts';
import { openStand } from './open-stand.ts';

const noUpstream = { env: {} };

describe('the second identical question', () => {
  const request = { prompt: 'What is a jackdaw?', system: 'Be brief.' };

  test('costs no upstream call, and says so', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    const first = await client.call('ask', { request });
    expect(first).toMatchObject({ cache: 'miss', savedUsd: 0 });
    expect(first.costUsd).toBeGreaterThan(0);

    const events = await eventsOf(await client.startTurn(request));
    expect(events.map(({ type }) => type)).toEqual([
      'turn-start',
      'admission-pass',
      'cache-hit',
      'text-delta',
      'turn-end',
    ]);
    expect(events.at(-1)).toMatchObject({
      result: {
        text: first.text,
        cache: 'exact',
        costUsd: 0,
        savedUsd: first.costUsd,
        usage: { input: 0, output: 0 },
      },
    });
    expect(stand.calls()).toBe(1);
  });

  test('is answered after a restart, with the upstream gone and no key; so are history and search', async () => {
    await using stand = await openStand();
    const before = await stand.start();
    const asked = await (await stand.connect(before)).call('ask', { request });
    await before.stop('a restart');
    await stand.simulator.close();

    await using after = await stand.start(noUpstream);
    const client = await stand.connect(after);
    expect(await client.call('ask', { request })).toMatchObject({
      text: asked.text,
      cache: 'exact',
      costUsd: 0,
    });
    const only = { ...request, cache: { mode: 'only' as const } };
    expect(await client.call('ask', { request: only })).toMatchObject({ text: asked.text, cache: 'exact' });

    const { conversations } = await client.call('history.list', {});
    expect(conversations.map(({ title }) => title)).toEqual([request.prompt, request.prompt, request.prompt]);
    const { messages } = await client.call('history.get', { id: asked.conversationId ?? '' });
    expect(messages).toMatchObject([
      { role: 'user', text: request.prompt, state: 'complete' },
      { role: 'assistant', text: asked.text, state: 'complete', costUsd: asked.costUsd },
    ]);
    const { matches } = await client.call('history.search', { query: 'simulated answer' });
    expect(matches.map(({ conversationId }) => conversationId)).toContain(asked.conversationId);
    const exported = await client.call('history.export', { id: asked.conversationId ?? '' });
    expect(JSON.parse(exported.text)).toMatchObject({ id: asked.conversationId, messages });

    // What is not in the cache says what is missing, at once.
    const unknown = { prompt: 'Not asked before.' };
    await expect(client.call('ask', { request: unknown })).rejects.toMatchObject({
      code: 'credentials_missing',
    });
    await expect(
      client.call('ask', { request: { ...unknown, cache: { mode: 'only' } } }),
    ).rejects.toMatchObject({ code: 'not_cached' });
  });

  test('with only the cache to be asked, a new question fails without an upstream call', async () => {
    await using stand = await openStand();
    await using daemon = await stand.start();
    const client = await stand.connect(daemon);
    await expect(
      client.call('ask', { request: { ...request, cache: { mode: 'only' } } }),
    ).rejects.toMatchObject({ code: 'not_cached', retryable: false });
    expect(stand.calls()).toBe(0);
    // The question was asked all the same: it is in the history, with what became of it.
    const { conversations } = await client.call('history.list', {});
    expect(conversations).toHaveLength(1);
  });
});

test('a question with any one field changed is a new question', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const tool = { name: 'look', description: 'Looks.', input_schema: { type: 'object', properties: {} } };
  const hello = { role: 'user' as const, content: 'Hello' };
  const hi = { role: 'assistant' as const, content: 'Hi' };
  const last = { role: 'user' as const, content: 'Is x == y?' };
  const base = {
    messages: [hello, hi, last],
    system: 'Be brief.',
    model: 'claude-sonnet-5-5',
    maxTokens: 2000,
    tools: [tool],
    toolChoice: { type: 'auto' },
  } satisfies WireRequest;
  const { system: _, ...withoutSystem } = base;
  const variants: Readonly<Record<string, WireRequest>> = {
    'the question by one sign': { ...base, messages: [hello, hi, { ...last, content: 'Is x === y?' }] },
    'the question by its case': { ...base, messages: [hello, hi, { ...last, content: 'is x == y?' }] },
    'an earlier question': { ...base, messages: [{ ...hello, content: 'Hello!' }, hi, last] },
    'an earlier answer': { ...base, messages: [hello, { ...hi, content: 'Ho' }, last] },
    'no earlier turn': { ...base, messages: [last] },
    system: { ...base, system: 'Be long.' },
    'no system': withoutSystem,
    model: { ...base, model: 'claude-opus-5-5' },
    'model by tier': { ...base, model: 'balanced' },
    'model by rule': { ...base, model: 'auto' },
    maxTokens: { ...base, maxTokens: 2001 },
    task: { ...base, task: 'translation' },
    'a tool’s description': { ...base, tools: [{ ...tool, description: 'Looks around.' }] },
    'one tool more': { ...base, tools: [tool, { ...tool, name: 'listen' }] },
    toolChoice: { ...base, toolChoice: { type: 'auto', disable_parallel_tool_use: true } },
    thinking: { ...base, maxTokens: 2000, thinking: { type: 'enabled', budget_tokens: 1024 } },
    schema: {
      ...base,
      schema: { type: 'object', properties: { same: { type: 'boolean' } }, required: ['same'] },
    },
    betas: { ...base, betas: ['context-1m-2025-08-07'] },
  };
  const outcomes: Record<string, string> = {};
  await client.call('ask', { request: base });
  for (const [name, request] of Object.entries(variants)) {
    outcomes[name] = (await client.call('ask', { request })).cache;
  }
  expect(outcomes).toEqual(Object.fromEntries(Object.keys(variants).map((name) => [name, 'miss'])));
  expect(stand.calls()).toBe(1 + Object.keys(variants).length);

  // What cannot change the answer makes no new question.
  const same: WireRequest = {
    ...base,
    system: ' Be brief.\n',
    priority: 'person',
    metadata: { job: 'nightly' },
  };
  expect(await client.call('ask', { request: same })).toMatchObject({ cache: 'exact' });
});

test('in one conversation the same words are a new question; the same conversation over again is not', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const prompt = 'And then?';
  const talk = async () => {
    const { conversationId, cache } = await client.call('ask', { request: { prompt } });
    const again = await client.call('ask', { request: { prompt, conversationId: conversationId ?? '' } });
    return [cache, again.cache];
  };
  expect(await talk()).toEqual(['miss', 'miss']);
  expect(await talk()).toEqual(['exact', 'exact']);
  expect(stand.calls()).toBe(2);
});
