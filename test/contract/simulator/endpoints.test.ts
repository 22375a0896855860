import Anthropic from '@anthropic-ai/sdk';
import { startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createSdk, drive, question } from './drive-sdk.ts';

let simulator: Simulator;
let client: Anthropic;

beforeAll(async () => {
  simulator = await startSimulator({ adminPort: false });
  client = createSdk(simulator.url);
});

beforeEach(() => simulator.reset());

afterAll(async () => {
  await simulator.close();
});

test('an answer without streaming is the same as the one with, and costs the same', async () => {
  const { _request_id: _id, ...message } = await client.messages.create(question);
  const streamed = await drive(client);
  expect(message.content).toEqual([{ type: 'text', text: streamed.text, citations: null }]);
  expect(message.stop_reason).toBe('end_turn');
  const delta = streamed.events.find((event) => event.type === 'message_delta');
  expect(delta?.usage.output_tokens).toBe(message.usage.output_tokens);
  expect(delta?.usage.input_tokens).toBe(message.usage.input_tokens);
});

test('the same question gets the same answer, another question another one', async () => {
  const first = await drive(client);
  const again = await drive(client);
  const other = await drive(client, { messages: [{ role: 'user', content: 'And how many owls?' }] });
  expect(again.text).toBe(first.text);
  expect(other.text).not.toBe(first.text);
});

test('the SDK’s own accumulator finds a whole message', async () => {
  const message = await client.messages.stream(question).finalMessage();
  expect(message.content[0]).toMatchObject({ type: 'text', text: expect.stringContaining('jackdaws') });
});

test('max_tokens cuts an answer, and says so', async () => {
  const message = await client.messages.create({ ...question, max_tokens: 5 });
  expect(message.stop_reason).toBe('max_tokens');
  expect(message.usage.output_tokens).toBe(5);
});

test('a forced tool is called with input that fits its schema', async () => {
  const driven = await drive(client, {
    tools: [
      {
        name: 'count_birds',
        input_schema: { type: 'object', properties: { roof: { type: 'string' } }, required: ['roof'] },
      },
    ],
    tool_choice: { type: 'tool', name: 'count_birds' },
  });
  expect(driven.stopReason).toBe('tool_use');
  expect(JSON.parse(driven.toolInputs[0] ?? '')).toEqual({ roof: expect.any(String) });
});

test('with thinking enabled, an answer starts with a signed thinking block', async () => {
  const message = await client.messages.create({
    ...question,
    max_tokens: 4000,
    thinking: { type: 'enabled', budget_tokens: 1024 },
  });
  expect(message.content.map((block) => block.type)).toEqual(['thinking', 'text']);
  expect(message.usage.output_tokens_details?.thinking_tokens).toBeGreaterThan(0);
});

test('count_tokens counts what the answer then says it has read', async () => {
  const counted = await client.messages.countTokens({ model: question.model, messages: question.messages });
  const message = await client.messages.create(question);
  expect(counted.input_tokens).toBe(message.usage.input_tokens);
});

test('models are listed page by page, and found one by one', async () => {
  const ids: string[] = [];
  for await (const model of client.models.list({ limit: 4 })) ids.push(model.id);
  expect(ids).toContain('claude-haiku-5-5');
  expect(new Set(ids).size).toBe(ids.length);
  const model = await client.models.retrieve('claude-sonnet-5-5');
  expect(model).toMatchObject({ max_input_tokens: 1_000_000, max_tokens: 128_000, lifecycle: 'active' });
  await expect(client.models.retrieve('claude-unknown')).rejects.toBeInstanceOf(Anthropic.NotFoundError);
});

test('a scenario about the status or the transport is met at every endpoint', async () => {
  const denied = createSdk(`${simulator.url}/s/401`);
  await expect(denied.models.list()).rejects.toBeInstanceOf(Anthropic.AuthenticationError);
  const broken = createSdk(`${simulator.url}/s/reset-headers`);
  await expect(
    broken.messages.countTokens({ model: question.model, messages: question.messages }),
  ).rejects.toBeInstanceOf(Anthropic.APIConnectionError);
});

test('a header chooses a scenario, and an unknown scenario is a clear error', async () => {
  const overloaded = client.messages.create(question, { headers: { 'x-simulator-scenario': '529' } });
  await expect(overloaded).rejects.toMatchObject({ status: 529 });
  const unknown = createSdk(`${simulator.url}/s/no-such-thing`).messages.create(question);
  await expect(unknown).rejects.toMatchObject({
    status: 404,
    message: expect.stringContaining('no-such-thing'),
  });
});

test('10 MB in 100,000 deltas stream through with the writer held back by the reader', async () => {
  const response = await fetch(`${simulator.url}/s/huge/v1/messages`, {
    method: 'POST',
    headers: { authorization: 'Bearer k', 'anthropic-version': '2026-10-21' },
    body: JSON.stringify({ ...question, stream: true }),
  });
  const reader = response.body?.getReader();
  await reader?.read();
  // Nobody reads on, so the simulator has to stop at what the sockets hold, far below the whole.
  await expect
    .poll(
      async () => {
        const before = simulator.journal().at(-1)?.bytesWritten ?? 0;
        await new Promise(setImmediate);
        return before > 0 && simulator.journal().at(-1)?.bytesWritten === before;
      },
      { interval: 20 },
    )
    .toBe(true);
  expect(simulator.journal().at(-1)?.bytesWritten).toBeLessThan(8_000_000);
  let bytes = 0;
  for (;;) {
    const chunk = await reader?.read();
    if (chunk === undefined || chunk.done) break;
    bytes += chunk.value.length;
  }
  expect(bytes).toBeGreaterThan(10_000_000);
});

test('a refused port refuses, and the same port answers again after that', async () => {
  await simulator.refuse();
  const refused = await drive(client);
  expect(refused.error).toBeInstanceOf(Anthropic.APIConnectionError);
  await simulator.accept();
  const answered = await drive(client);
  expect(answered.error).toBeUndefined();
  expect(answered.stopReason).toBe('end_turn');
});
