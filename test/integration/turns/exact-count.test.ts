import { expect, test } from 'vitest';
import { openStand } from './open-stand.ts';

const FAST = 'claude-haiku-5-5';
const BALANCED = 'claude-sonnet-5-5';
/** The simulator counts 4,250 tokens and a few; the estimate takes it for 3,400, and for about 4,500 at most. */
const prompt = 'word '.repeat(3_400);
const request = { prompt, model: 'fast', maxTokens: 50 };

/** Who answered, and how often the upstream was asked to count. */
async function askWithin(window: number) {
  await using stand = await openStand({ config: { windows: { [FAST]: window } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const { model } = await client.call('ask', { request });
  return { model, counts: stand.simulator.journal({ path: '/v1/messages/count_tokens' }).length };
}

test('near a window’s end the upstream’s own count decides', async () => {
  expect(await askWithin(4_350)).toEqual({ model: FAST, counts: 1 });
  expect(await askWithin(4_200)).toEqual({ model: BALANCED, counts: 1 });
});

test('far from it nobody is asked to count', async () => {
  expect(await askWithin(40_000)).toEqual({ model: FAST, counts: 0 });
  expect(await askWithin(2_000)).toEqual({ model: BALANCED, counts: 0 });
});
