import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { createAnthropic } from '@ai-sdk/anthropic';
import Anthropic from '@anthropic-ai/sdk';
import { generateText, jsonSchema, streamText, tool } from 'ai';
import OlderAnthropic from 'anthropic-sdk-older';
import { describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { asking, MODEL, openGateway, type GatewayStand } from './open-gateway.ts';

const TOOL = {
  name: 'weather',
  description: 'The weather at a place.',
  input_schema: { type: 'object' as const, properties: { city: { type: 'string' } }, required: ['city'] },
};
const messages = [{ role: 'user' as const, content: 'Name three birds.' }];
const params = { model: MODEL, max_tokens: 500, messages };

describe('the current SDK', () => {
  const clientOf = ({ url, token }: GatewayStand) =>
    new Anthropic({ apiKey: token, baseURL: url, maxRetries: 0 });

  test('text, events, tools, counts and models', async () => {
    await using gateway = await openGateway();
    const client = clientOf(gateway);
    const message = await client.messages.create(params);
    expect(message.content[0]).toMatchObject({ type: 'text' });
    expect(message.usage.output_tokens).toBeGreaterThan(0);

    const stream = client.messages.stream({
      ...params,
      messages: [{ role: 'user', content: 'And three fish?' }],
    });
    let text = '';
    stream.on('text', (part) => (text += part));
    const final = await stream.finalMessage();
    expect(final.content).toEqual([expect.objectContaining({ type: 'text', text })]);
    expect(final.stop_reason).toBe('end_turn');

    const called = await client.messages.create({
      ...params,
      tools: [TOOL],
      tool_choice: { type: 'tool', name: 'weather' },
    });
    expect(called.stop_reason).toBe('tool_use');
    expect(called.content).toContainEqual(expect.objectContaining({ type: 'tool_use', name: 'weather' }));

    expect(await client.messages.countTokens({ model: MODEL, messages })).toEqual({
      input_tokens: expect.any(Number),
    });
    const models = await client.models.list();
    expect(models.data.map(({ id }) => id)).toContain(MODEL);
    expect(await client.models.retrieve('auto')).toMatchObject({ type: 'model', id: 'auto' });
  });

  test('a hit is a whole answer to it, as events and in one piece, and costs nothing', async () => {
    await using gateway = await openGateway();
    const client = clientOf(gateway);
    const ask = { ...params, tools: [TOOL], tool_choice: { type: 'tool' as const, name: 'weather' } };
    const first = await client.messages.create(ask);
    const { data: again, response } = await client.messages.create(ask).withResponse();
    expect(response.headers.get('x-jackdaw-cache')).toBe('exact');
    expect(again.content).toEqual(first.content);
    expect(again.usage).toMatchObject({ input_tokens: 0, output_tokens: 0 });
    const streamed = await client.messages.stream(ask).finalMessage();
    expect(streamed.content).toEqual(first.content);
    expect(streamed.stop_reason).toBe('tool_use');
    expect(gateway.stand.calls()).toBe(1);
  });

  test('errors are its own, with what the upstream said', async () => {
    await using gateway = await openGateway();
    const client = clientOf(gateway);
    const unknown = await client.messages
      .create({ ...params, model: 'claude-none' })
      .catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(Anthropic.NotFoundError);
    expect(unknown).toMatchObject({
      status: 404,
      type: 'not_found_error',
      requestID: expect.stringMatching(/^req_/),
    });
    const stranger = new Anthropic({ apiKey: 'wrong', baseURL: gateway.url, maxRetries: 0 });
    await expect(stranger.messages.create(params)).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  });

  test('a failure in the midst of a stream reaches it as an error, not as an end', async () => {
    await using gateway = await openGateway({ scenario: '/s/reset-mid' });
    const stream = clientOf(gateway).messages.stream(params);
    await expect(stream.finalMessage()).rejects.toBeInstanceOf(Anthropic.APIError);
  });

  test('who breaks off ends the call upstream', async () => {
    await using gateway = await openGateway({ scenario: '/s/stall-mid' });
    const { simulator } = gateway.stand;
    const leaving = new AbortController();
    const stream = await clientOf(gateway).messages.create(
      { ...params, stream: true },
      { signal: leaving.signal },
    );
    const reading = (async () => {
      for await (const _ of stream);
    })();
    await poll('the call upstream', () => simulator.journal({ path: '/v1/messages' })[0]);
    leaving.abort();
    await reading.catch(() => {});
    const entry = await poll('its end', () =>
      simulator.journal({ path: '/v1/messages' }).find(({ clientClosedAt }) => clientClosedAt !== null),
    );
    expect(entry.clientClosedAt).not.toBeNull();
  });
});

describe('an older SDK, of 2023-06-01 and x-api-key', () => {
  const clientOf = ({ url, token }: GatewayStand) =>
    new OlderAnthropic({ apiKey: token, baseURL: url, maxRetries: 0 });

  test('text with sampling parameters, events, tools and errors', async () => {
    await using gateway = await openGateway();
    const client = clientOf(gateway);
    const message = await client.messages.create({ ...params, temperature: 0.2, top_k: 5 });
    expect(message.content[0]).toMatchObject({ type: 'text' });
    const [entry] = gateway.stand.simulator.journal({ path: '/v1/messages' });
    expect(entry?.body).toMatchObject({ temperature: 0.2, top_k: 5 });
    expect(entry?.headers).toMatchObject({ 'anthropic-version': '2023-06-01' });

    const final = await client.messages
      .stream({ ...params, tools: [TOOL], tool_choice: { type: 'tool', name: 'weather' } })
      .finalMessage();
    expect(final.stop_reason).toBe('tool_use');
    expect(await client.messages.countTokens({ model: MODEL, messages })).toEqual({
      input_tokens: expect.any(Number),
    });
    await expect(
      client.messages.create({ ...params, top_p: 'much' as unknown as number }),
    ).rejects.toMatchObject({
      status: 400,
    });
  });
});

describe("Vercel's AI SDK", () => {
  const modelOf = ({ url, token }: GatewayStand, id = MODEL) =>
    createAnthropic({ baseURL: `${url}/v1`, apiKey: token })(id);

  test('text, stream and tools', async () => {
    await using gateway = await openGateway();
    const { text, usage } = await generateText({
      model: modelOf(gateway),
      prompt: 'Name three birds.',
      maxRetries: 0,
    });
    expect(text).not.toBe('');
    expect(usage.outputTokens).toBeGreaterThan(0);

    const streamed = streamText({ model: modelOf(gateway), prompt: 'Name three fish.', maxRetries: 0 });
    let parts = 0;
    for await (const _ of streamed.textStream) parts += 1;
    expect(parts).toBeGreaterThan(1);
    expect(await streamed.finishReason).toBe('stop');

    const { toolCalls } = await generateText({
      model: modelOf(gateway),
      prompt: 'What is the weather in Chur?',
      tools: {
        weather: tool({
          inputSchema: jsonSchema<{ city: string }>({
            type: 'object',
            properties: { city: { type: 'string' } },
            required: ['city'],
          }),
        }),
      },
      toolChoice: { type: 'tool', toolName: 'weather' },
      maxRetries: 0,
    });
    expect(toolCalls).toEqual([expect.objectContaining({ toolName: 'weather' })]);
  });

  test('a hit streams to it like an answer', async () => {
    await using gateway = await openGateway();
    const ask = () => streamText({ model: modelOf(gateway), prompt: 'Name three birds.', maxRetries: 0 });
    const first = await ask().text;
    const again = ask();
    const parts: string[] = [];
    for await (const part of again.textStream) parts.push(part);
    expect(parts.join('')).toBe(first);
    expect(parts.length).toBeGreaterThan(1);
    expect(gateway.stand.calls()).toBe(1);
  });

  test('errors come as such', async () => {
    await using gateway = await openGateway();
    const asked = generateText({ model: modelOf(gateway, 'claude-none'), prompt: 'Hello', maxRetries: 0 });
    await expect(asked).rejects.toMatchObject({ statusCode: 404 });
  });
});

const run = promisify(execFile);
const hasCurl = await run('curl', ['--version']).then(
  () => true,
  () => false,
);

describe('curl', () => {
  test.skipIf(!hasCurl)('over TCP with the token, over the socket without one', async () => {
    await using gateway = await openGateway();
    const body = JSON.stringify(asking('Name three birds.', { stream: true }));
    const headers = ['-H', 'content-type: application/json', '-H', 'anthropic-version: 2026-10-21'];
    const ask = (...args: readonly string[]) => run('curl', ['-sS', '-N', ...headers, '-d', body, ...args]);
    const overTcp = await ask('-H', `x-api-key: ${gateway.token}`, `${gateway.url}/v1/messages`);
    expect(overTcp.stdout).toMatch(/^event: message_start\n[^]*event: message_stop\ndata: .*\n\n$/);
    const { socket } = gateway.daemon.file;
    const overSocket = await ask('--unix-socket', socket, '-D', '-', 'http://localhost/v1/messages');
    expect(overSocket.stdout).toMatch(/x-jackdaw-cache: exact/i);
    const refused = await ask('-w', '%{http_code}', `${gateway.url}/v1/messages`);
    expect(refused.stdout).toMatch(/"authentication_error"[^]*401$/);
  });
});
