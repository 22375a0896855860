import { analyse, decide, thresholdsFor } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const minilm = thresholdsFor('minilm-l6-v2-q8-12345678');
const verdict = (a: string, b: string, similarity = 0.93, bar = 0) =>
  decide({ similarity, a: analyse(a), b: analyse(b), thresholds: minilm, bar });

describe('decide', () => {
  it('serves two wordings of one question', () => {
    expect(verdict('How do I reset my password?', "What's the process to reset my password?")).toEqual({
      verdict: 'serve',
      reason: 'similar 0.93',
    });
  });

  it.each([
    ['How do I *not* reset my password?', 'negation: ∅ ≠ not reset'],
    ['How do I reset my password in version 2?', 'number: ∅ ≠ 2'],
    ["How do I reset my colleague's password?", "person: ∅ ≠ colleague's"],
  ])('refuses %j for sure, and says why', (b, reason) => {
    expect(verdict('How do I reset my password?', b, 0.99)).toEqual({ verdict: 'refuse', reason });
  });

  it('never serves another noun, but leaves it to a judge', () => {
    expect(verdict('How do I reset my password?', 'How do I reset my username?', 0.99)).toEqual({
      verdict: 'suggest',
      reason: 'words: password ≠ username',
    });
  });

  it('refuses what is not alike at all, whatever the words', () => {
    expect(verdict('How do I reset my password?', 'How can I reset my password?', 0.2)).toEqual({
      verdict: 'refuse',
      reason: `similarity 0.20 below ${minilm.suggest.toFixed(2)}`,
    });
  });

  it('suggests between the two bars', () => {
    const between = (minilm.serve + minilm.suggest) / 2;
    expect(verdict('How do I reset my password?', 'How can I reset my password?', between).verdict).toBe(
      'suggest',
    );
  });

  it('serves the same words without a look at the similarity', () => {
    expect(verdict('What is a monad?', '  what is a monad ', 0)).toEqual({
      verdict: 'serve',
      reason: 'same words',
    });
  });

  it('tells IT from it, and == from ===', () => {
    expect(verdict('what is IT', 'what is it', 0.99).verdict).not.toBe('serve');
    expect(verdict('what does == mean', 'what does === mean', 0.99).verdict).toBe('refuse');
  });

  it('holds an entry to its own bar, and never serves one whose bar is above 1', () => {
    const pair = ['How do I reset my password?', 'How can I reset my password?'] as const;
    expect(verdict(...pair, 0.93, 0.92).verdict).toBe('serve');
    expect(verdict(...pair, 0.93, 0.95)).toEqual({
      verdict: 'suggest',
      reason: 'similarity 0.93 below 0.95',
    });
    expect(verdict(pair[0], pair[0], 1, 1.1).verdict).toBe('suggest');
  });

  it('does not depend on which text was asked first', () => {
    const pair = ['Is python 3.8 supported?', 'Is python 3.12 supported?'] as const;
    expect(verdict(pair[0], pair[1]).verdict).toBe(verdict(pair[1], pair[0]).verdict);
  });
});

describe('thresholdsFor', () => {
  it('asks more of an embedder that nobody measured', () => {
    expect(thresholdsFor('something-new').serve).toBeGreaterThan(thresholdsFor('lexical-1').serve);
    expect(thresholdsFor('something-new').serve).toBeGreaterThan(minilm.serve);
  });

  it.each(['lexical-1', 'minilm-l6-v2', 'something-new'])('suggests of %s below where it serves', (id) => {
    expect(thresholdsFor(id).suggest).toBeLessThan(thresholdsFor(id).serve);
  });
});
