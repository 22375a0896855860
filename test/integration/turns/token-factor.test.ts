import { expect, test } from 'vitest';
import { openStand } from './open-stand.ts';

/** Near seven thousand tokens of code, which the estimate takes for more than the simulator counts. */
const code = (name: string) =>
  Array.from({ length: 250 }, (_, line) => `const ${name}${line} = read(${line}, { deep: [${line}] });`).join(
    '\n',
  );
const MODEL = 'claude-sonnet-5-5';

test('estimates learn from what the upstream counts, model by model', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  stand.simulator.script('*', [{ times: 'forever' }]);
  const question = { prompt: code('last'), model: MODEL };
  const estimate = async (model: string) =>
    (await client.call('turn.estimate', { request: { ...question, model } })).contextTokens;
  const before = await estimate(MODEL);
  const other = await estimate('claude-haiku-4-5');

  for (const name of ['one', 'two', 'three', 'four']) {
    await client.call('ask', { request: { prompt: code(name), model: MODEL } });
  }
  const after = await estimate(MODEL);
  const { usage } = await client.call('ask', { request: question });
  const counted = usage?.input ?? 0;
  expect(Math.abs(before - counted) / counted).toBeGreaterThan(0.15);
  expect(Math.abs(after - counted) / counted).toBeLessThan(0.1);
  expect(await estimate('claude-haiku-4-5')).toBe(other);
});

test('prompts of more than text, and failed attempts, teach nothing', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const question = { prompt: code('last'), model: MODEL };
  const estimate = async () => (await client.call('turn.estimate', { request: question })).contextTokens;
  const before = await estimate();

  stand.simulator.script('*', [{ times: 'forever' }]);
  const data = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' };
  const content = [
    { type: 'image', source: data },
    { type: 'text', text: code('seen') },
  ];
  await client.call('ask', { request: { messages: [{ role: 'user', content }], model: MODEL } });
  stand.simulator.script('*', ['529', {}]);
  await client.call('ask', { request: { prompt: code('again'), model: MODEL } });
  expect(await estimate()).toBe(before);
});
