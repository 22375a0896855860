import { describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { eventsOf } from './events-of.ts';
import { asking, openGateway } from './open-gateway.ts';

const stream = { stream: true };
const WHOLE = { content: expect.any(Array), stop_reason: 'end_turn', type: 'message' };

describe('from the cache', () => {
  test('events answer a request for one piece, and the other way', async () => {
    await using gateway = await openGateway();
    const first = await gateway.send('/v1/messages', { body: asking('Name three birds.', stream) });
    const events = eventsOf(await first.text());
    const whole = await gateway.send('/v1/messages', { body: asking('Name three birds.') });
    expect(whole.headers.get('x-jackdaw-cache')).toBe('exact');
    expect(Number(whole.headers.get('x-jackdaw-saved-usd'))).toBeGreaterThan(0);
    expect(Number(whole.headers.get('x-jackdaw-saved-output-tokens'))).toBeGreaterThan(0);
    const message = await whole.json();
    const text = events
      .filter(({ type }) => type === 'content_block_delta')
      .map(({ data }) => data.delta.text)
      .join('');
    expect(message).toMatchObject({
      ...WHOLE,
      content: [{ type: 'text', text }],
      usage: { input_tokens: 0, output_tokens: 0 },
    });

    const replayed = await gateway.send('/v1/messages', { body: asking('Name three birds.', stream) });
    const replay = eventsOf(await replayed.text());
    const kinds = (list: typeof events) =>
      [...new Set(list.map(({ type }) => type))].filter((kind) => kind !== 'ping');
    expect(kinds(replay)).toEqual(kinds(events));
    expect(replay.filter(({ type }) => type === 'content_block_delta').length).toBeGreaterThan(1);
    expect(replay.at(-2)?.data.usage).toMatchObject({ input_tokens: 0, output_tokens: 0 });
    expect(gateway.stand.calls()).toBe(1);
  });

  test.each([
    ['a field that nobody knows', { metadata: { user_id: 'somebody' } }, {}],
    ['another length', { max_tokens: 501 }, {}],
    ['a system prompt', { system: 'Be brief.' }, {}],
    ['a tool', { tools: [{ name: 'look', input_schema: { type: 'object' } }] }, {}],
    ['a beta', {}, { 'anthropic-beta': 'one-2026-01-01' }],
    ['another version', {}, { 'anthropic-version': '2023-06-01' }],
  ])('%s makes another request of it', async (_, more, headers) => {
    await using gateway = await openGateway();
    const ask = (extra: object, head: Record<string, string>) =>
      gateway.send('/v1/messages', { body: asking('Name three birds.', extra), headers: head });
    await (await ask({}, {})).text();
    const other = await ask(more, headers);
    await other.text();
    expect(other.status).toBe(200);
    expect(other.headers.get('x-jackdaw-cache')).toBe('miss');
    const again = await ask(more, headers);
    await again.text();
    expect(again.headers.get('x-jackdaw-cache')).toBe('exact');
  });

  test('off, refresh and only mean what they mean elsewhere', async () => {
    await using gateway = await openGateway();
    const ask = async (mode: string) => {
      const response = await gateway.send('/v1/messages', {
        body: asking('Name three birds.'),
        headers: { 'x-jackdaw-cache': mode },
      });
      return [response.status, response.headers.get('x-jackdaw-cache'), await response.json()] as const;
    };
    const [status, , missing] = await ask('only');
    expect(status).toBe(404);
    expect(missing).toMatchObject({
      type: 'error',
      error: { type: 'not_found_error', details: { error_code: 'not_cached' } },
    });
    expect((await ask('off')).slice(0, 2)).toEqual([200, 'miss']);
    expect((await ask('use')).slice(0, 2)).toEqual([200, 'miss']);
    expect((await ask('use')).slice(0, 2)).toEqual([200, 'exact']);
    expect((await ask('refresh')).slice(0, 2)).toEqual([200, 'miss']);
    expect((await ask('only')).slice(0, 2)).toEqual([200, 'exact']);
    expect((await ask('sometimes'))[0]).toBe(400);
    expect(gateway.stand.calls()).toBe(3);
  });

  test('similar questions are served where the header asks for it, and never with tools', async () => {
    await using gateway = await openGateway();
    const ask = async (question: string, more: object, semantic?: string) => {
      const response = await gateway.send('/v1/messages', {
        body: asking(question, more),
        headers: semantic === undefined ? {} : { 'x-jackdaw-semantic': semantic },
      });
      await response.text();
      return response.headers.get('x-jackdaw-cache');
    };
    const [one, other] = ['What is the capital of Mongolia?', 'what is the capital of mongolia'];
    const tools = { tools: [{ name: 'look', input_schema: { type: 'object' } }] };
    expect(await ask(one, {}, 'serve')).toBe('miss');
    expect(await ask(one, tools, 'serve')).toBe('miss');
    expect(await ask(other, {})).toBe('miss');
    expect(await ask(`${other} `, tools, 'serve')).toBe('miss');
    expect(
      await poll('a similar answer', async () => {
        const tier = await ask(`${other}${' '.repeat(1 + Math.floor(Math.random() * 1e3))}`, {}, 'serve');
        return tier === 'semantic' ? tier : undefined;
      }),
    ).toBe('semantic');
  });

  test.each(['/s/refusal-partial', '/s/max-tokens', '/s/pause-turn'])(
    'what is not whole is passed on and never kept: %s',
    async (scenario) => {
      await using gateway = await openGateway({ scenario });
      for (const want of [{}, stream]) {
        const response = await gateway.send('/v1/messages', { body: asking('Name three birds.', want) });
        expect(response.headers.get('x-jackdaw-cache')).toBe('miss');
        await response.text();
      }
      expect(gateway.stand.calls()).toBe(2);
    },
  );

  test.each([stream, {}])('a hundred at once make one call, and one of them is billed: %j', async (want) => {
    await using gateway = await openGateway({ scenario: '/s/slow-first-token:300' });
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => {
        const response = await gateway.send('/v1/messages', { body: asking('Name three birds.', want) });
        const shared = response.headers.has('x-jackdaw-shared');
        return { cache: response.headers.get('x-jackdaw-cache'), shared, body: await response.text() };
      }),
    );
    const billed = answers.filter(({ body }) => /"output_tokens":\s*[1-9]/.test(body));
    expect(billed.map(({ cache, shared }) => [cache, shared])).toEqual([['miss', false]]);
    const whole = want === stream ? 'message_stop' : 'end_turn';
    expect(answers.filter(({ body }) => !body.includes(whole))).toEqual([]);
    expect(answers.some(({ cache, shared }) => cache === 'miss' && shared)).toBe(true);
    expect(gateway.stand.calls()).toBe(1);
  });
});
