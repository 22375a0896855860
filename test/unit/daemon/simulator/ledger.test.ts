import { expect, test } from 'vitest';
import { createLedger } from '../../../../packages/daemon/src/simulator/ledger.ts';

const million = {
  inputTokens: 1_000_000,
  outputTokens: 1_000_000,
  cacheReadTokens: 1_000_000,
  cacheWrite5mTokens: 1_000_000,
  cacheWrite1hTokens: 1_000_000,
};
const none = {
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
};

test('each kind of token has its own price', () => {
  const ledger = createLedger();
  ledger.open('claude-opus-5-5').say(million);
  expect(ledger.report().total.costUsd).toBe(4 + 20 + 5 + 8 + 0.2);
});

test.each([
  ['claude-haiku-5-5', 100_000, 0.01],
  ['claude-haiku-5-5', 100_001, 0.0500005],
  ['claude-sonnet-4-5', 200_000, 0.6],
  ['claude-sonnet-4-5', 200_001, 1.200006],
])('%s with a prompt of %i tokens costs $%f', (model, inputTokens, costUsd) => {
  const ledger = createLedger();
  ledger.open(model).say({ ...none, inputTokens });
  expect(ledger.report().total.costUsd).toBe(costUsd);
});

test('the tokens of the prompt cache count toward the length of a prompt', () => {
  const ledger = createLedger();
  ledger.open('claude-haiku-5-5').say({ ...none, cacheReadTokens: 100_001 });
  expect(ledger.report().total.costUsd).toBe(0.00500005);
});

test('a million small answers add up without any rounding', () => {
  const ledger = createLedger();
  for (let index = 0; index < 100_000; index += 1) {
    ledger.open('claude-haiku-5-5').say({ ...none, inputTokens: 1, outputTokens: 1 });
  }
  expect(ledger.report().total.costUsd).toBe(0.06);
});

test('what is said later takes the place of what was said before', () => {
  const ledger = createLedger();
  const line = ledger.open('claude-opus-5-5');
  line.say({ ...none, inputTokens: 10, outputTokens: 1 });
  line.say({ ...none, inputTokens: 10, outputTokens: 7 });
  expect(ledger.report().total).toMatchObject({ requests: 1, inputTokens: 10, outputTokens: 7 });
  line.say(null);
  expect(ledger.report().total).toMatchObject({ requests: 0, inputTokens: 0, costUsd: 0 });
});

test('a model without a price has unknown costs, not none', () => {
  const ledger = createLedger();
  ledger.open('llama').say(million);
  expect(ledger.report().models['llama']?.costUsd).toBeNull();
  expect(ledger.report().total).toMatchObject({ costUsd: 0, unpricedRequests: 1 });
});
