import { configSchema } from '@jackdaw/core/home';
import { createRouter, TIER_PRESETS, type ChatRequest, type RouteRule } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../support/request-of.ts';

const image = { type: 'image', source: {} };
const pdf = { type: 'document', source: {} };
const asked = { role: 'user', content: 'And then?' } as const;
const told = { role: 'assistant', content: 'Then it flew.' } as const;

function tierOf(rule: Omit<RouteRule, 'tier'>, changes: Partial<ChatRequest>) {
  const router = createRouter({
    tiers: TIER_PRESETS.current,
    rules: [{ ...rule, tier: 'capable' }, { tier: 'fast' }],
  });
  return router.choose(requestOf('And then?', changes)).tier;
}

describe('a rule', () => {
  it.each<[string, Omit<RouteRule, 'tier'>, Partial<ChatRequest>, Partial<ChatRequest>]>([
    ['an image', { attachment: 'image' }, withBlock(image), withBlock(pdf)],
    ['a document', { attachment: 'document' }, withBlock(pdf), withBlock(image)],
    ['any attachment', { attachment: 'any' }, withBlock(pdf), {}],
    ['no attachment', { attachment: 'none' }, {}, withBlock(image)],
    ['a schema', { schema: true }, { schema: { type: 'object' } }, {}],
    ['no schema', { schema: false }, {}, { schema: { type: 'object' } }],
    ['tools', { tools: true }, { tools: [{ name: 'look' }] }, {}],
    ['a long conversation', { turnsOver: 1 }, { messages: [asked, told, asked] }, { messages: [asked] }],
    ['a new conversation', { turnsUnder: 2 }, { messages: [asked] }, { messages: [asked, told, asked] }],
    [
      'one of several tasks',
      { task: ['creative', 'translation'] },
      { task: 'translation' },
      { task: 'other' },
    ],
  ])('can look at %s', (_what, rule, matching, other) => {
    expect(tierOf(rule, matching)).toBe('capable');
    expect(tierOf(rule, other)).toBe('fast');
  });

  it('matches where all of its conditions hold', () => {
    const rule = { attachment: 'image', schema: true } as const;
    expect(tierOf(rule, { ...withBlock(image), schema: { type: 'object' } })).toBe('capable');
    expect(tierOf(rule, withBlock(image))).toBe('fast');
  });

  it('can be written in the config with every condition, and with no other', () => {
    const rule = {
      task: ['creative'],
      contextUnder: 10,
      contextOver: 1,
      attachment: 'any',
      schema: true,
      tools: false,
      turnsUnder: 5,
      turnsOver: 1,
      tier: 'fast',
    };
    expect(configSchema.parse({ rules: [rule] }).rules).toEqual([rule]);
    expect(configSchema.safeParse({ rules: [{ ...rule, moon: 'full' }] }).success).toBe(false);
    expect(configSchema.safeParse({ rules: [{ ...rule, attachment: 'video' }] }).success).toBe(false);
  });
});

function withBlock(block: {
  readonly type: string;
  readonly [field: string]: unknown;
}): Partial<ChatRequest> {
  return { messages: [{ role: 'user', content: [{ type: 'text', text: 'Look' }, block] }] };
}
