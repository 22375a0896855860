import { expect, test } from 'vitest';
import { openStand, type Stand } from './open-stand.ts';

/** Some 6,000 tokens: longer than the least that is kept upstream. */
const LONG = 'A rule of the house that everybody has to know. '.repeat(550);

const askedFor = ({ simulator }: Stand) =>
  simulator
    .journal({ path: '/v1/messages' })
    .map(({ body }) => JSON.stringify(body).includes('"cache_control"'));

async function talk(stand: Stand, model: string) {
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const first = await client.call('ask', { request: { prompt: `${LONG} What is the first rule?`, model } });
  const { conversationId } = first;
  if (conversationId === null) throw new Error('There is no conversation.');
  const ask = (prompt: string) => client.call('ask', { request: { prompt, conversationId, model } });
  const results = [first, await ask('And the second?'), await ask('And the third?')];
  return { usages: results.map(({ usage }) => usage), results, stats: await client.call('metrics.get', {}) };
}

test.each(['claude-haiku-5-5', 'claude-sonnet-5-5', 'claude-opus-5-5'])(
  'a long conversation is written to the upstream’s cache once, then read: priced as the upstream bills it, %s',
  async (model) => {
    await using stand = await openStand({ config: { promptCaching: 'on' } });
    const { usages, results, stats } = await talk(stand, model);
    expect(askedFor(stand)).toEqual([false, true, true]);
    const [first, second, third] = usages;
    expect(first).toMatchObject({ cacheRead: 0, cacheWrite5m: 0 });
    expect(second).toMatchObject({ cacheRead: 0, input: 0 });
    expect(second?.cacheWrite5m).toBeGreaterThan(6_000);
    // What the second turn wrote is all read by the third; the rest is written for the fourth.
    expect(third?.cacheRead).toBe(second?.cacheWrite5m);
    expect(third?.cacheWrite5m).toBeGreaterThan(0);
    expect(third?.cacheWrite5m).toBeLessThan(300);

    const { total } = stand.simulator.ledger();
    expect(stats.tokens).toEqual({
      input: total.inputTokens,
      output: total.outputTokens,
      cacheRead: total.cacheReadTokens,
      cacheWrite5m: total.cacheWrite5mTokens,
      cacheWrite1h: total.cacheWrite1hTokens,
    });
    expect(Math.abs(stats.costUsd - total.costUsd)).toBeLessThan(1e-9);
    const told = results.reduce((sum, { costUsd }) => sum + (costUsd ?? NaN), 0);
    expect(Math.abs(told - total.costUsd)).toBeLessThan(1e-9);
  },
);

test.each(['auto', 'off'])('with `%s`, a server that may not have it is not asked', async (promptCaching) => {
  await using stand = await openStand({ config: { promptCaching } });
  const { usages } = await talk(stand, 'claude-sonnet-5-5');
  expect(askedFor(stand)).toEqual([false, false, false]);
  for (const usage of usages) expect(usage).toMatchObject({ cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 });
});
