import { describe, expect, it } from 'vitest';
import { HOW_TO_PROMPTS, readRoutingPrompts } from '../../../eval/support/routing-prompts.ts';
import { routePrompts, scoreRouting } from '../../../eval/support/routing-scores.ts';

describe('how-tos', () => {
  const prompts = readRoutingPrompts({ file: HOW_TO_PROMPTS, data: undefined, part: 'all' });
  const { tiers } = scoreRouting(routePrompts(prompts));
  const countOf = (wanted: keyof typeof tiers) => Object.values(tiers[wanted]).reduce((sum, n) => sum + n, 0);

  it('go to the fast model where anybody knows the answer', () => {
    expect(countOf('fast')).toBe(60);
    expect(tiers.fast.fast / countOf('fast')).toBeGreaterThanOrEqual(0.9);
  });

  it('keep from it where it takes an expert', () => {
    const toFast = tiers.balanced.fast + tiers.capable.fast;
    expect(toFast / (countOf('balanced') + countOf('capable'))).toBeLessThanOrEqual(0.04);
  });

  it.each([
    'How do I reset my password?',
    "What's the process to reset my password?",
    'How do I boil an egg?',
    'How can I change my email address?',
    'How many days are in February?',
    'When does daylight saving time start?',
    "Why hasn't my transfer gone through yet?",
    'My card was declined in a shop',
  ])('%s is a simple question', (prompt) => {
    expect(routePrompts([{ id: '1', prompt, task: 'simple_qa' }])[0]).toMatchObject({ tier: 'fast' });
  });

  it.each([
    'How do I set up a VPN server?',
    'How do I change the schema of a live table?',
    'How do I find the inverse of a 3x3 matrix?',
    'How do I set a timer in an embedded ISR?',
    'How do I get a raise?',
    'My account balance is inconsistent after concurrent transfers, why?',
  ])('%s is not', (prompt) => {
    expect(routePrompts([{ id: '1', prompt, task: 'other' }])[0]?.tier).not.toBe('fast');
  });
});
