import { expect, test } from 'vitest';
import { KEY, openStand } from '../turns/open-stand.ts';

test('a pattern that backtracks for ages costs one answer a second, and no second call', async () => {
  await using stand = await openStand();
  await using daemon = await stand.spawn();
  const client = await stand.connect(daemon);
  const saying = (text: string) => ({ blocks: [{ type: 'text' as const, text }] });
  stand.simulator.script(KEY, [saying(JSON.stringify(`${'a'.repeat(34)}!`)), saying('Yes.')]);
  const schema = { type: 'string', pattern: '^(a+)+$' };
  await expect(client.call('ask', { request: { prompt: 'Only a, please.', schema } })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('"pattern"'),
  });
  expect(stand.calls()).toBe(1);
  expect(await client.call('ask', { request: { prompt: 'Are you there?' } })).toMatchObject({
    cache: 'miss',
  });
});

test('references that branch without end are refused before anything is asked', async () => {
  await using stand = await openStand();
  await using daemon = await stand.spawn();
  const client = await stand.connect(daemon);
  const levels = 36;
  const $defs = Object.fromEntries(
    Array.from({ length: levels }, (_, level) => {
      const next = { $ref: `#/$defs/l${level + 1}` };
      return [`l${level}`, { allOf: [next, { title: 'again', ...next }] }];
    }),
  );
  const schema = { $defs: { ...$defs, [`l${levels}`]: { title: 'leaf' } }, $ref: '#/$defs/l0' };
  await expect(client.call('ask', { request: { prompt: 'Anything.', schema } })).rejects.toMatchObject({
    code: 'invalid_request',
    message: expect.stringContaining('too long'),
  });
  expect(stand.calls()).toBe(0);
});
