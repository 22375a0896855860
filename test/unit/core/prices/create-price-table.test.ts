import { createPriceTable, NO_USAGE, type Usage } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const MILLION = 1_000_000;
const usage = (counts: Partial<Usage>): Usage => ({ ...NO_USAGE, ...counts });

/** Dollars of a million tokens of each kind; for models with a long-prompt price, of prompts below it. */
const PUBLISHED = [
  ['claude-haiku-4-5-20251001', 1, 5, 1.25, 2, 0.1],
  ['claude-sonnet-4-6', 3, 15, 3.75, 6, 0.3],
  ['claude-opus-4-6', 5, 25, 6.25, 10, 0.5],
  ['claude-haiku-5-5', 0.1, 0.5, 0.125, 0.2, 0.01],
  ['claude-sonnet-5-5', 2, 10, 2.5, 4, 0.1],
  ['claude-opus-5-5', 4, 20, 5, 8, 0.2],
  ['claude-fable-5-2', 8, 40, 10, 16, 0.2],
  ['claude-opus-5', 5, 25, 6.25, 10, 0.5],
  ['claude-opus-4-8', 5, 25, 6.25, 10, 0.5],
  ['claude-opus-4-7', 5, 25, 6.25, 10, 0.5],
  ['claude-sonnet-5', 2, 10, 2.5, 4, 0.2],
  ['claude-opus-4-5-20251101', 5, 25, 6.25, 10, 0.5],
  ['claude-sonnet-4-5-20250929', 3, 15, 3.75, 6, 0.3],
] as const;

describe('createPriceTable', () => {
  const prices = createPriceTable();

  it.each(PUBLISHED)(
    'bills %s by kind of token, as published',
    (model, input, output, write5m, write1h, read) => {
      const thousand = (kind: keyof Usage) => prices.costOf(model, usage({ [kind]: 1_000 }));
      expect(thousand('input')).toBeCloseTo(input / 1_000, 12);
      expect(thousand('output')).toBeCloseTo(output / 1_000, 12);
      expect(thousand('cacheWrite5m')).toBeCloseTo(write5m / 1_000, 12);
      expect(thousand('cacheWrite1h')).toBeCloseTo(write1h / 1_000, 12);
      expect(thousand('cacheRead')).toBeCloseTo(read / 1_000, 12);
    },
  );

  it('adds up all kinds of one call', () => {
    const call = usage({ input: 1_000, output: 200, cacheRead: 5_000, cacheWrite5m: 300, cacheWrite1h: 40 });
    expect(prices.costOf('claude-sonnet-4-6', call)).toBeCloseTo(
      0.003 + 0.003 + 0.0015 + 0.001125 + 0.00024,
      12,
    );
  });

  it('bills the whole request at the long-prompt price once the prompt, cached parts included, is past the bound', () => {
    const model = 'claude-haiku-5-5';
    const atBound = usage({ input: 60_000, cacheRead: 30_000, cacheWrite5m: 10_000, output: 1_000 });
    expect(prices.costOf(model, atBound)).toBeCloseTo((6_000 + 300 + 1_250 + 500) / MILLION, 12);
    const past = usage({ input: 60_001, cacheRead: 30_000, cacheWrite5m: 10_000, output: 1_000 });
    expect(prices.costOf(model, past)).toBeCloseTo((30_000.5 + 1_500 + 6_250 + 2_500) / MILLION, 12);
  });

  it('knows the long-prompt price of claude-sonnet-4-5 past 200,000 tokens', () => {
    expect(prices.costOf('claude-sonnet-4-5', usage({ input: 200_000 }))).toBeCloseTo(0.6, 12);
    expect(prices.costOf('claude-sonnet-4-5', usage({ input: 200_001 }))).toBeCloseTo(1.200006, 12);
  });

  it('does not count the answer toward the length of the prompt', () => {
    expect(prices.costOf('claude-haiku-5-5', usage({ input: 100_000, output: 100_000 }))).toBeCloseTo(
      0.06,
      12,
    );
  });

  it.each([
    ['claude-haiku-4-5', 'claude-haiku-4-5-20251001'],
    ['claude-sonnet-5-5-20260922', 'claude-sonnet-5-5'],
    ['claude-opus-4-5-latest', 'claude-opus-4-5'],
  ])('bills %s like %s', (alias, model) => {
    const call = usage({ input: 1_234, output: 567 });
    expect(prices.costOf(alias, call)).toBe(prices.costOf(model, call));
    expect(prices.costOf(alias, call)).toBeGreaterThan(0);
  });

  it.each(['gpt-4o', 'llama3.3:70b', 'claude-opus-4', 'claude-opus-55', 'toString', '__proto__', ''])(
    'says that the price of %j is unknown, not 0',
    (model) => {
      expect(prices.costOf(model, usage({ input: 100 }))).toBeNull();
    },
  );

  it('says that a cost is unknown where the usage is', () => {
    expect(prices.costOf('claude-opus-5-5', null)).toBeNull();
  });

  it('takes a user’s own prices before the built-in ones, for dated ids and long prompts too', () => {
    const own = { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 };
    const table = createPriceTable({
      'claude-haiku-5-5': own,
      'llama3.3:70b': { ...own, input: 0, output: 0 },
    });
    expect(table.costOf('claude-haiku-5-5-20261007', usage({ input: MILLION, output: MILLION }))).toBe(3);
    expect(table.costOf('llama3.3:70b', usage({ input: MILLION }))).toBe(0);
    expect(table.costOf('claude-opus-5', usage({ input: MILLION }))).toBe(5);
  });

  it('says of when its data is', () => {
    expect(prices.asOf).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
