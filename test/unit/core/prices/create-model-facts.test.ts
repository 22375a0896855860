import { createModelFacts, modelFacts } from '@jackdaw/core';
import { configSchema } from '@jackdaw/core/home';
import { expect, it } from 'vitest';

it('a window of the config goes before the built-in one, and serves models that are not built in', () => {
  const { factsOf, own } = createModelFacts({ 'claude-haiku-5-5': 50_000, 'llama-9': 8_192 });
  expect(factsOf('claude-haiku-5-5')).toEqual({ maxInputTokens: 50_000, maxOutputTokens: 50_000 });
  expect(factsOf('llama-9')).toEqual({ maxInputTokens: 8_192, maxOutputTokens: null });
  expect(Object.keys(own)).toEqual(['claude-haiku-5-5', 'llama-9']);
});

it('everything else stays as it is known', () => {
  const { factsOf } = createModelFacts({ 'llama-9': 8_192 });
  expect(factsOf('claude-opus-5-5')).toEqual(modelFacts('claude-opus-5-5'));
  expect(factsOf('claude-haiku-4-5-20251001')).toEqual(modelFacts('claude-haiku-4-5'));
  expect(factsOf('toString')).toBeNull();
});

it('the config says what becomes of a full window, and takes no nonsense', () => {
  expect(configSchema.parse({}).context).toEqual({ policy: 'compact', at: 0.8, keep: 4 });
  for (const wrong of [
    { context: { policy: 'truncate' } },
    { context: { at: 0 } },
    { context: { at: 1.1 } },
    { context: { keep: -1 } },
    { windows: { 'llama-9': 12 } },
  ]) {
    expect(configSchema.safeParse(wrong).success).toBe(false);
  }
});
