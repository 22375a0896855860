import { expect, test } from 'vitest';
import type { ModelInfo } from '@jackdaw/core/protocol';
import { betterThan } from '../../../../packages/tui/src/state/better-model.ts';
import { startProgress } from '../../../../packages/tui/src/state/turn-progress.ts';

const model = (id: string, ...tiers: string[]): ModelInfo => ({
  id,
  tiers,
  maxInputTokens: null,
  maxOutputTokens: null,
  inputUsd: null,
  outputUsd: null,
});
const MODELS = [model('small', 'fast'), model('middle', 'balanced'), model('large', 'capable'), model('odd')];
const after = (answered: string, models = MODELS) =>
  betterThan({ ...startProgress(0), model: answered }, models);

test('a better model is that of the next tier', () => {
  expect(after('small')).toEqual({ tier: 'balanced', reason: 'Asked again of middle, the balanced tier.' });
  expect(after('middle').tier).toBe('capable');
});
test('a dated version counts as its model', () => expect(after('small-20251001').tier).toBe('balanced'));
test('above the last tier there is nobody, and no tier is left out in silence', () => {
  expect(after('large')).toEqual({
    tier: null,
    reason: 'large is the capable tier already: there is none above.',
  });
  expect(after('odd')).toEqual({
    tier: null,
    reason: 'odd belongs to no tier: choose who answers with /model.',
  });
});
test('a tier that has the same model is no better one', () => {
  const twice = [model('small', 'fast', 'balanced'), model('large', 'capable')];
  expect(after('small', twice).tier).toBe('capable');
  expect(after('small', [model('small', 'fast', 'balanced', 'capable')]).tier).toBe(null);
});
