import { expect, test } from 'vitest';
import { eventsOf, ofType, textIn } from './events-of.ts';
import { KEY, openStand } from './open-stand.ts';

const SCHEMA = {
  type: 'object',
  properties: {
    sentiment: { enum: ['positive', 'negative', 'mixed'] },
    score: { type: 'integer', minimum: 1, maximum: 5 },
    key_issues: { type: 'array', items: { type: 'string' } },
    recommended_action: { type: 'string' },
  },
  required: ['sentiment', 'score', 'key_issues', 'recommended_action'],
  additionalProperties: false,
};
const REVIEW = {
  sentiment: 'negative',
  score: 2,
  key_issues: ['the battery lasts an hour', 'no reply from support'],
  recommended_action: 'replace the battery and write to the customer',
};
const PROMPT = 'Read this review: the battery lasts an hour, and nobody answers my letters.';

const saying = (text: string) => ({ blocks: [{ type: 'text' as const, text }] });

test('a review becomes data: parsed, valid, and cached as such', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [saying(JSON.stringify(REVIEW))]);
  const request = { prompt: PROMPT, schema: SCHEMA };
  expect(await client.call('ask', { request })).toMatchObject({ data: REVIEW, cache: 'miss' });
  expect(await client.call('ask', { request })).toMatchObject({ data: REVIEW, cache: 'exact' });
  const [call] = stand.simulator.journal({ path: '/v1/messages' });
  expect(call?.body).toMatchObject({ output_config: { format: { type: 'json_schema', schema: SCHEMA } } });
});

test('what can be repaired costs no second call', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const text = `Here is the JSON:\n\`\`\`json\n${JSON.stringify(REVIEW, null, 2).replace(/\n}$/, ',\n}')}\n\`\`\``;
  stand.simulator.script(KEY, [saying(text)]);
  const result = await client.call('ask', { request: { prompt: PROMPT, schema: SCHEMA } });
  expect(result.data).toEqual(REVIEW);
  expect(stand.calls()).toBe(1);
});

test('an answer that the schema refuses is asked for once more, with the fault; both are paid for', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [
    saying(JSON.stringify({ ...REVIEW, score: 'two' })),
    saying(JSON.stringify(REVIEW)),
  ]);
  const turn = await client.startTurn({ prompt: PROMPT, schema: SCHEMA });
  const events = await eventsOf(turn);
  expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { data: REVIEW, cache: 'miss' } });
  expect(textIn(events)).toBe(JSON.stringify(REVIEW));
  expect(ofType(events, 'text-discard')).toMatchObject([{ reason: expect.stringMatching(/score/) }]);
  expect(ofType(events, 'attempt-start').map(({ attempt }) => attempt)).toEqual([1, 2]);
  expect(ofType(events, 'object-delta').at(-1)?.value).toEqual(REVIEW);

  const [, second] = stand.simulator.journal({ path: '/v1/messages' });
  const body = second?.body as { messages: { role: string; content: string }[] };
  expect(body.messages.map(({ role }) => role)).toEqual(['user', 'assistant', 'user']);
  expect(body.messages[2]?.content).toMatch(/score/);
  const ended = ofType(events, 'turn-end')[0]?.result;
  expect(ended?.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 12);
  const { messages } = await client.call('history.get', { id: turn.conversationId ?? '' });
  expect(messages.map(({ text }) => text)).toEqual([PROMPT, JSON.stringify(REVIEW)]);
});

test('a model that cannot keep to the schema is relieved by a better one, where the router had the choice', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, [saying('no'), saying('never'), saying(JSON.stringify(REVIEW))]);
  const events = await eventsOf(await client.startTurn({ prompt: PROMPT, schema: SCHEMA }));
  expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { data: REVIEW } });
  const [change] = ofType(events, 'route-change');
  expect(change).toMatchObject({ reason: expect.stringMatching(/schema/) });
  expect(stand.simulator.journal({ path: '/v1/messages' }).at(-1)?.body).toMatchObject({
    model: change?.model,
  });
});

test('what stays invalid fails with its text kept, and is not cached', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const request = { prompt: PROMPT, schema: SCHEMA, model: 'claude-haiku-5-5' };
  stand.simulator.script(KEY, [saying('{"sentiment": "none'), saying('I would rather not say.')]);
  const turn = await client.startTurn(request);
  const events = await eventsOf(turn);
  expect(events.at(-1)).toMatchObject({
    type: 'turn-error',
    error: { code: 'invalid_output' },
    text: 'I would rather not say.',
  });
  expect(stand.calls()).toBe(2);
  await expect(
    client.call('ask', { request: { ...request, cache: { mode: 'only' } } }),
  ).rejects.toMatchObject({ code: 'not_cached' });
});

test('neither a refusal nor a cut is asked again', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script(KEY, ['refusal-partial', 'max-tokens-mid-json']);
  const request = { schema: SCHEMA, model: 'claude-haiku-5-5' };
  expect(await client.call('ask', { request: { ...request, prompt: 'One?' } })).toMatchObject({
    stopReason: 'refusal',
  });
  expect(await client.call('ask', { request: { ...request, prompt: 'Two?' } })).toMatchObject({
    stopReason: 'max_tokens',
  });
  expect(stand.calls()).toBe(2);
});

test('a server that does not take the schema gets it in words; the answer is held to it as ever', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const message =
    "output_config.format.schema: For 'integer' type, properties maximum, minimum are not supported";
  const rejected = { status: 400, error: { type: 'invalid_request_error', message } };
  stand.simulator.script(KEY, [
    rejected,
    saying(JSON.stringify({ ...REVIEW, score: 9 })),
    saying(JSON.stringify(REVIEW)),
  ]);
  const events = await eventsOf(await client.startTurn({ prompt: PROMPT, schema: SCHEMA }));
  expect(events.at(-1)).toMatchObject({ type: 'turn-end', result: { data: REVIEW } });
  expect(ofType(events, 'warning')).toMatchObject([{ message: expect.stringContaining('minimum are not') }]);
  expect(ofType(events, 'attempt-start').map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
  const bodies = stand.simulator.journal({ path: '/v1/messages' }).map(({ body }) => JSON.stringify(body));
  expect(bodies.map((body) => body.includes('"output_config"'))).toEqual([true, false, false]);
  expect(bodies[1]).toContain('satisfies this JSON Schema');
  expect(bodies[2]).toContain('/score must be <= 5');
  const ended = ofType(events, 'turn-end')[0]?.result;
  expect(ended?.costUsd).toBeCloseTo(stand.simulator.ledger().total.costUsd, 12);

  stand.simulator.script(KEY, [rejected, rejected]);
  const again = { prompt: 'Another?', schema: SCHEMA };
  await expect(client.call('ask', { request: again })).rejects.toMatchObject({ code: 'upstream_rejected' });
});
