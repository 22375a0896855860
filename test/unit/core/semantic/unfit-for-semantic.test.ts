import { analyse, unfitForSemantic } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const reason = (text: string): string | null => unfitForSemantic(analyse(text));

describe('unfitForSemantic', () => {
  it.each([
    'what happened in the markets today',
    "what's the weather in Paris",
    'Is the shop open now?',
    'latest version of node',
    "What's the current bitcoin price?",
    'what time is it',
    'Can I book a table for tomorrow?',
  ])('keeps out %j, which depends on the time', (text) => {
    expect(reason(text)).toMatch(/^depends on the time: /);
  });

  it.each([
    'fix it',
    'Summarise this in one sentence',
    'rewrite this email more formally',
    'what about the second one?',
    'what does that mean',
    'make it shorter',
    'tell me more',
    'and in Spanish?',
    'What was your last answer?',
    'give me the answer as json',
  ])('keeps out %j, which points outside of itself', (text) => {
    expect(reason(text)).toMatch(/^refers to something outside: /);
  });

  it.each(['another one', 'try again', 'tell me another joke', 'do it again', 'surprise me'])(
    'keeps out %j, which asks for something new',
    (text) => {
      expect(reason(text)).toMatch(/^asks for something new: /);
    },
  );

  it.each(['give me a random number', 'flip a coin', 'roll a die'])(
    'keeps out %j, which is left to chance',
    (text) => {
      expect(reason(text)).toMatch(/^depends on chance: /);
    },
  );

  it('keeps out what is longer than the embedder reads', () => {
    expect(reason('why is the sky blue '.repeat(60))).toBe('longer than 256 tokens');
  });

  it('keeps out what says nothing by itself', () => {
    expect(reason('')).toBe('empty text');
    expect(reason('why?')).toBe('says nothing by itself');
  });

  it.each([
    'How do I fix a leak?',
    'How much does it cost to replace a radiator?',
    'Is it safe to eat raw eggs?',
    'How do I get the current time in python?',
    'What is the time complexity of quicksort?',
    'What is a random forest?',
    'How do I shuffle a list in python?',
    'regular expression that matches a digit',
    'Can my child start school if they turn 4 in August?',
    'Translate this word to French: Haus',
    'How do I move money to my current account?',
    'If I bake bread, how long does it keep?',
    'Can I check in earlier?',
  ])('lets %j through', (text) => {
    expect(reason(text)).toBeNull();
  });
});
