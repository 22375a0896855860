import {
  baselineModel,
  costBeside,
  createPriceTable,
  estimateCost,
  expectedAnswerTokens,
  TIER_PRESETS,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const prices = createPriceTable();
const tiers = TIER_PRESETS.mission;

describe('what a route costs', () => {
  it('is told before and after beside the baseline, to the billionth of a dollar', () => {
    // Haiku 4.5: 1 and 5 dollars a million; Opus 4.6: 5 and 25.
    const route = { model: tiers.fast, contextTokens: 1_000 };
    const cost = estimateCost(route, 200, baselineModel(tiers), prices);
    expect(cost.usd).toBeCloseTo(0.002, 9);
    expect(cost.baselineUsd).toBeCloseTo(0.01, 9);
    expect(cost.savedUsd).toBeCloseTo(0.008, 9);

    const usage = { input: 10, output: 20, cacheRead: 1_000, cacheWrite5m: 30, cacheWrite1h: 40 };
    const billed = costBeside(usage, tiers.fast, tiers.capable, prices);
    expect(billed.usd).toBe(prices.costOf(tiers.fast, usage));
    expect(billed.baselineUsd).toBe(prices.costOf(tiers.capable, usage));
  });

  it('is unknown, not nothing, where a price or the usage is', () => {
    const unknown = { usd: null, savedUsd: null };
    expect(estimateCost({ model: 'llama3', contextTokens: 10 }, 10, tiers.capable, prices)).toMatchObject(
      unknown,
    );
    expect(costBeside(null, tiers.fast, tiers.capable, prices)).toEqual({ ...unknown, baselineUsd: null });
  });

  it('is a loss where the routed model costs more than the baseline', () => {
    const cost = estimateCost({ model: tiers.capable, contextTokens: 1_000 }, 100, tiers.balanced, prices);
    expect(cost.savedUsd).toBeLessThan(0);
  });

  it('has the capable model for a baseline, unless config names another', () => {
    expect(baselineModel(tiers)).toBe(tiers.capable);
    expect(baselineModel(tiers, 'balanced')).toBe(tiers.balanced);
    expect(baselineModel(tiers, 'claude-opus-5')).toBe('claude-opus-5');
  });

  it('expects no longer answer than the request allows', () => {
    expect(expectedAnswerTokens('complex_reasoning', 100)).toBe(100);
    expect(expectedAnswerTokens('simple_qa', 16_000)).toBeLessThan(1_000);
  });
});
