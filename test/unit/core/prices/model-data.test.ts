import { createPriceTable, KNOWN_MODELS, modelFacts, NO_USAGE } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

describe('modelFacts', () => {
  it.each([
    ['claude-haiku-4-5-20251001', 200_000, 64_000],
    ['claude-opus-4-5-latest', 200_000, 64_000],
    ['claude-sonnet-5-5', 1_000_000, 128_000],
    ['claude-fable-5-2', 1_000_000, null],
  ])('knows the window and the longest answer of %s', (id, maxInputTokens, maxOutputTokens) => {
    expect(modelFacts(id)).toEqual({ maxInputTokens, maxOutputTokens });
  });

  it('claims nothing of a model that it does not know', () => {
    expect(modelFacts('llama3.3:70b')).toBeNull();
    expect(modelFacts('constructor')).toBeNull();
  });

  it('knows a price for every model that it has facts of', () => {
    const prices = createPriceTable();
    for (const model of KNOWN_MODELS)
      expect(prices.costOf(model, { ...NO_USAGE, input: 1 })).toBeGreaterThan(0);
  });
});
