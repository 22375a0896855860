import { describe, expect, it } from 'vitest';
import { OutputEstimate } from '../../../../packages/core/src/gate/output-estimate.ts';

describe('OutputEstimate', () => {
  it('guesses before it has seen an answer, and never above what is asked for', () => {
    const estimate = new OutputEstimate();
    expect(estimate.expect(100_000)).toBe(2_048);
    expect(estimate.expect(50)).toBe(50);
  });

  it('takes the first answer for what there is', () => {
    const estimate = new OutputEstimate();
    estimate.saw(120);
    expect(estimate.expect(100_000)).toBe(120);
  });

  it('rises to a longer answer at once and falls to shorter ones slowly', () => {
    const estimate = new OutputEstimate();
    estimate.saw(100);
    estimate.saw(1_100);
    expect(estimate.expect(100_000)).toBe(1_100);
    estimate.saw(100);
    expect(estimate.expect(100_000)).toBe(1_050);
    for (let answer = 0; answer < 200; answer += 1) estimate.saw(100);
    expect(estimate.expect(100_000)).toBeLessThan(105);
    expect(estimate.expect(100_000)).toBeGreaterThanOrEqual(100);
  });
});
