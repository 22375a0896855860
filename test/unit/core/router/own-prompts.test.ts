import { describe, expect, it } from 'vitest';
import { OWN_PROMPTS, readRoutingPrompts } from '../../../eval/support/routing-prompts.ts';
import { routePrompts, scoreRouting } from '../../../eval/support/routing-scores.ts';

describe('routing of the project’s own prompts', () => {
  const prompts = readRoutingPrompts({ file: OWN_PROMPTS, data: undefined, part: 'all' });
  const scores = scoreRouting(routePrompts(prompts));

  it('has hundreds of them, of every task', () => {
    expect(prompts.length).toBeGreaterThanOrEqual(300);
    expect(Object.keys(scores.confusion)).toHaveLength(8);
  });

  it('finds the right tier for almost all, and too low a one for hardly any', () => {
    expect(scores.tierAccuracy).toBeGreaterThanOrEqual(0.97);
    expect(scores.belowTier).toBeLessThanOrEqual(0.01);
    expect(scores.taskAccuracy).toBeGreaterThanOrEqual(0.93);
  });
});
