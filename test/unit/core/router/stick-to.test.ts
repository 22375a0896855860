import { createRouter, TIER_PRESETS, type ChatRequest, type PreviousRoute } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../support/request-of.ts';

const router = createRouter({ tiers: TIER_PRESETS.current });
const fast: PreviousRoute = { model: 'claude-haiku-5-5', tier: 'fast' };
const balanced: PreviousRoute = { model: 'claude-sonnet-5-5', tier: 'balanced' };
const capable: PreviousRoute = { model: 'claude-opus-5-5', tier: 'capable' };

const next = (previous: PreviousRoute, prompt: string, changes: Partial<ChatRequest> = {}) =>
  router.choose(requestOf(prompt, changes), { previous });

describe('a conversation', () => {
  it('stays with the model it has where a lesser one would do, and says so', () => {
    const route = next(capable, 'What is the capital of Peru?');
    expect(route).toMatchObject({ model: 'claude-opus-5-5', tier: 'capable', task: 'simple_qa' });
    expect(route.reason).toMatch(/stays with capable .*→ fast/);
    expect(next(balanced, 'Who was Nero?').tier).toBe('balanced');
  });

  it('moves up where the task needs it, and says so', () => {
    const route = next(fast, 'Prove that there are infinitely many primes.');
    expect(route).toMatchObject({ model: 'claude-opus-5-5', tier: 'capable' });
    expect(route.reason).toContain('moved up from fast: the task needs it');
  });

  it.each(['thanks!', 'shorter please', 'go on', 'Tell me more'])(
    'does not move up for what has no task of its own: %s',
    (prompt) => {
      expect(next(fast, prompt).tier).toBe('fast');
    },
  );

  it('moves on where its model has no room left, and says so', () => {
    const crowded = createRouter({
      tiers: TIER_PRESETS.current,
      models: { 'claude-haiku-5-5': { maxInputTokens: 500, maxOutputTokens: 400 } },
    });
    const route = crowded.choose(requestOf('What is a jackdaw?', { maxTokens: 450 }), { previous: fast });
    expect(route.tier).toBe('balanced');
    expect(route.reason).toContain('claude-haiku-5-5');
  });

  it('follows the caller who names a tier or a model', () => {
    expect(next(capable, 'What is a jackdaw?', { model: 'fast' }).tier).toBe('fast');
    expect(next(capable, 'What is a jackdaw?', { model: 'llama3' }).model).toBe('llama3');
  });

  it('does not hold on to a model that is no tier’s any more', () => {
    const gone: PreviousRoute = { model: 'claude-opus-4-6', tier: 'capable' };
    const named: PreviousRoute = { model: 'llama3', tier: null };
    expect(next(gone, 'What is the capital of Peru?').tier).toBe('fast');
    expect(next(named, 'What is the capital of Peru?').tier).toBe('fast');
  });
});
