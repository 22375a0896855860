import {
  countRequest,
  createTokenCalibration,
  estimateTextTokens,
  estimateTokens,
  mostTextTokens,
  tokenizerOf,
} from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTED_TEXTS } from './counted-texts.ts';

const bare = { system: null, tools: [], schema: null } as const;
const anyText = fc.string({ unit: 'binary' });

describe('estimateTextTokens', () => {
  it.each(COUNTED_TEXTS)('is within ten per cent for $kind', ({ text, tokens }) => {
    expect(Math.abs(estimateTextTokens(text) / tokens - 1)).toBeLessThan(0.1);
  });

  it.each(COUNTED_TEXTS)('grows by what the newer tokenizer adds, for $kind', ({ text }) => {
    const growth = estimateTextTokens(text, 'claude-4.7') / estimateTextTokens(text, 'claude-3');
    expect(growth).toBeGreaterThan(1.1);
    expect(growth).toBeLessThan(1.4);
  });

  // Bounds: what the public tokenizer gives for each, a fifth less and more.
  it.each([
    ['Russian', 'Съешь ещё этих мягких французских булок', 16, 27],
    ['Chinese', '敏捷的棕色狐狸跳过了懒狗', 11, 18],
    ['numbers', '3.14159 26535 89793', 10, 17],
    ['emoji', '🦊🐶', 4, 9],
  ])('is near for %s', (_what, text, least, most) => {
    expect(estimateTextTokens(text)).toBeGreaterThanOrEqual(least);
    expect(estimateTextTokens(text)).toBeLessThanOrEqual(most);
  });

  it('never shrinks when text is added', () => {
    fc.assert(
      fc.property(anyText, anyText, (a, b) => {
        expect(estimateTextTokens(a + b)).toBeGreaterThanOrEqual(estimateTextTokens(a));
      }),
    );
  });

  it('is nothing for nothing', () => {
    expect(estimateTextTokens('')).toBe(0);
    expect(mostTextTokens('')).toBe(0);
  });
});

describe('mostTextTokens', () => {
  it('leaves room above the estimate, and above a token for four characters', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('claude-3', 'claude-4.7'), (text, tokenizer) => {
        expect(mostTextTokens(text, tokenizer)).toBeGreaterThanOrEqual(estimateTextTokens(text, tokenizer));
        expect(mostTextTokens(text, tokenizer)).toBeGreaterThanOrEqual(text.length / 4);
      }),
    );
  });

  it.each([
    ['a run of one letter', 'a'.repeat(512), 192],
    ['base64', 'TWFuIGlzIGRpc3Rpbmd1aXNoZWQsIG5vdCBvbmx5IGJ5IGhpcyByZWFzb24='.repeat(8), 360],
    ['spaces', ' '.repeat(4_096), 1_024],
  ])('is not misled by %s', (_what, text, atLeast) => {
    expect(mostTextTokens(text, 'claude-4.7')).toBeGreaterThanOrEqual(atLeast);
  });
});

describe('tokenizerOf', () => {
  it.each([
    ['claude-haiku-4-5-20251001', 'claude-3'],
    ['claude-sonnet-4-6', 'claude-3'],
    ['claude-opus-4-6', 'claude-3'],
    ['claude-sonnet-4-20250514', 'claude-3'],
    ['claude-3-7-sonnet-20250219', 'claude-3'],
    ['claude-opus-4-7', 'claude-4.7'],
    ['claude-opus-4-8', 'claude-4.7'],
    ['claude-sonnet-5', 'claude-4.7'],
    ['claude-haiku-5-5', 'claude-4.7'],
    ['claude-fable-5-2', 'claude-4.7'],
    ['llama3.3:70b', 'claude-3'],
  ])('knows the way of %s', (model, tokenizer) => {
    expect(tokenizerOf(model)).toBe(tokenizer);
  });
});

describe('estimateTokens', () => {
  const messages = [{ role: 'user', content: 'Hello there' }] as const;

  it.each([
    ['the system prompt', { system: 'You are a helpful bird.' }],
    ['tools', { tools: [{ name: 'look', description: 'Looks.', input_schema: { type: 'object' } }] }],
    ['a schema', { schema: { type: 'object', properties: { name: { type: 'string' } } } }],
    ['earlier turns', { messages: [...messages, { role: 'assistant', content: 'Hi.' }, ...messages] }],
    [
      'an image',
      {
        messages: [
          {
            role: 'user',
            content: [
              { type: 'text', text: 'Hello there' },
              { type: 'image', source: {} },
            ],
          },
        ],
      },
    ],
    [
      'a result of a tool',
      {
        messages: [
          ...messages,
          { role: 'user', content: [{ type: 'tool_result', content: 'It is 12 degrees.' }] },
        ],
      },
    ],
  ] as const)('counts %s', (_what, changes) => {
    expect(estimateTokens({ ...bare, messages, ...changes })).toBeGreaterThan(
      estimateTokens({ ...bare, messages }),
    );
  });

  it('does not take an image’s bytes for text', () => {
    const image = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'A'.repeat(1_000_000) },
    };
    const counted = countRequest({ ...bare, messages: [{ role: 'user', content: [image] }] }, 'claude-3');
    expect(counted.most).toBeLessThan(5_000);
  });

  it('takes a document for as much as its pages, not its bytes, come to', () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(300_000) };
    const counted = countRequest(
      { ...bare, messages: [{ role: 'user', content: [{ type: 'document', source }] }] },
      'claude-3',
    );
    // About ten pages of 1,500 to 3,000 tokens.
    expect(counted.likely).toBeGreaterThan(10_000);
    expect(counted.most).toBeLessThan(30_000);
  });
});

describe('createTokenCalibration', () => {
  it('learns how an upstream counts, from a few answers on', () => {
    const calibration = createTokenCalibration();
    expect(calibration.factorOf('m')).toBe(1);
    for (let answer = 0; answer < 20; answer += 1) calibration.observe('m', 10_000, 12_000);
    expect(calibration.factorOf('m')).toBeCloseTo(1.2, 1);
    expect(calibration.factorOf('another')).toBe(1);
  });

  it('forgets what was long ago, and believes no nonsense', () => {
    const calibration = createTokenCalibration();
    for (let answer = 0; answer < 30; answer += 1) calibration.observe('m', 10_000, 15_000);
    for (let answer = 0; answer < 60; answer += 1) calibration.observe('m', 10_000, 9_000);
    expect(calibration.factorOf('m')).toBeCloseTo(0.9, 1);
    calibration.observe('n', 1_000_000, 1);
    calibration.observe('o', 1, 1_000_000);
    calibration.observe('p', 0, Number.NaN);
    expect([calibration.factorOf('n'), calibration.factorOf('o'), calibration.factorOf('p')]).toEqual([
      0.5, 2, 1,
    ]);
  });
});
