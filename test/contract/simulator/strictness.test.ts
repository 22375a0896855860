import { startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { question } from './drive-sdk.ts';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator({ adminPort: false, maxBodyBytes: 50_000 });
});

afterAll(async () => {
  await simulator.close();
});

const headers = { authorization: 'Bearer k', 'anthropic-version': '2026-10-21' };

async function post(body: unknown, own: Record<string, string> = headers, path = '/v1/messages') {
  const response = await fetch(`${simulator.url}${path}`, {
    method: 'POST',
    headers: own,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, text: await response.text() };
}

const tool = { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'look', input: {} }] };
const cached = { type: 'text', text: 'x', cache_control: { type: 'ephemeral' } };

describe('refused as upstream refuses it:', () => {
  test.each([
    ['no credentials', question, { 'anthropic-version': '2026-10-21' }, 401, 'authentication_error'],
    [
      'an empty bearer token',
      question,
      { ...headers, authorization: 'Bearer ' },
      401,
      'authentication_error',
    ],
    ['no version', question, { authorization: 'Bearer k' }, 400, 'anthropic-version'],
    [
      'an unknown version',
      question,
      { ...headers, 'anthropic-version': '2020-01-01' },
      400,
      'anthropic-version',
    ],
    ['temperature', { ...question, temperature: 1 }, headers, 400, 'temperature'],
    ['top_p', { ...question, top_p: 0.5 }, headers, 400, 'top_p'],
    ['top_k', { ...question, top_k: 5 }, headers, 400, 'top_k'],
    ['no max_tokens', { ...question, max_tokens: undefined }, headers, 400, 'max_tokens: Field required'],
    ['too high max_tokens', { ...question, max_tokens: 200_000 }, headers, 400, 'max_tokens'],
    ['no messages', { ...question, messages: [] }, headers, 400, 'messages'],
    ['messages of a wrong shape', { ...question, messages: 'hello' }, headers, 400, 'messages'],
    ['an empty text', { ...question, messages: [{ role: 'user', content: '' }] }, headers, 400, 'messages.0'],
    [
      'an assistant first',
      { ...question, messages: [{ role: 'assistant', content: 'a' }] },
      headers,
      400,
      'first',
    ],
    [
      'an unknown field',
      { ...question, mood: 'sunny' },
      headers,
      400,
      'mood: Extra inputs are not permitted',
    ],
    ['an unknown model', { ...question, model: 'claude-1' }, headers, 404, 'not_found_error'],
    [
      'a tool_use without result',
      { ...question, messages: [...question.messages, tool, ...question.messages] },
      headers,
      400,
      'toolu_1',
    ],
    [
      'five breakpoints',
      { ...question, system: [cached, cached, cached, cached, cached] },
      headers,
      400,
      'Found 5',
    ],
    [
      'a thinking budget as large as max_tokens',
      { ...question, max_tokens: 2000, thinking: { type: 'enabled', budget_tokens: 2000 } },
      headers,
      400,
      'budget_tokens',
    ],
    ['something that is not JSON', '{"model":', headers, 400, 'not valid JSON'],
    ['an oversized body', { ...question, system: 'x'.repeat(60_000) }, headers, 413, 'request_too_large'],
  ])('%s', async (_name, body, own, status, text) => {
    const answer = await post(body, own);
    expect(answer.status).toBe(status);
    expect(answer.text).toContain(text);
  });
});

test('the older version takes sampling parameters and x-api-key', async () => {
  const answer = await post(
    { ...question, temperature: 0.5 },
    { 'x-api-key': 'k', 'anthropic-version': '2023-06-01' },
  );
  expect(answer.status).toBe(200);
});

test('a prompt longer than the context window is refused', async () => {
  const roomy = await startSimulator({ adminPort: false });
  const response = await fetch(`${roomy.url}/v1/messages`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...question, model: 'claude-haiku-4-5', system: 'word '.repeat(170_000) }),
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain('prompt is too long');
  await roomy.close();
});

test('with a list of keys, no other key is accepted', async () => {
  const closed = await startSimulator({ adminPort: false, apiKeys: ['right'] });
  const status = async (key: string): Promise<number> => {
    const own = { ...headers, authorization: `Bearer ${key}` };
    return (await fetch(`${closed.url}/v1/models`, { headers: own })).status;
  };
  expect(await status('right')).toBe(200);
  expect(await status('wrong')).toBe(401);
  await closed.close();
});

test('the demo accepts any caller', async () => {
  const demo = await startSimulator({ adminPort: false, demo: true, defaultStep: { timing: {} } });
  const response = await fetch(`${demo.url}/v1/messages`, {
    method: 'POST',
    body: JSON.stringify({ messages: question.messages, max_tokens: 5, model: 'whatever', mood: 'sunny' }),
  });
  expect(response.status).toBe(200);
  await demo.close();
});
