import { estimateTextTokens, estimateTokens } from '@jackdaw/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

const bare = { system: null, tools: [], schema: null } as const;

describe('estimateTextTokens', () => {
  // Bounds: what tokenizers of this family give, and half as much again.
  it.each([
    [
      'English prose',
      'The quick brown fox jumps over the lazy dog, and nobody in the village seems to mind.',
      18,
      28,
    ],
    ['code', 'for (let i = 0; i < items.length; i += 1) {\n  total += items[i].price;\n}', 26, 42],
    ['numbers', '3.14159 26535 89793', 9, 17],
    ['Russian', 'Съешь ещё этих мягких французских булок', 14, 30],
    ['Chinese', '敏捷的棕色狐狸跳过了懒狗', 12, 18],
    ['emoji', '🦊🐶', 4, 9],
  ])('is near, and not below, for %s', (_what, text, least, most) => {
    expect(estimateTextTokens(text)).toBeGreaterThanOrEqual(least);
    expect(estimateTextTokens(text)).toBeLessThanOrEqual(most);
  });

  it('never shrinks when text is added', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (a, b) => {
        expect(estimateTextTokens(a + b)).toBeGreaterThanOrEqual(estimateTextTokens(a));
      }),
    );
  });

  it('is nothing for nothing', () => {
    expect(estimateTextTokens('')).toBe(0);
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
    expect(estimateTokens({ ...bare, messages: [{ role: 'user', content: [image] }] })).toBeLessThan(5_000);
  });

  it('takes a document for as much as its pages, not its bytes, come to', () => {
    const source = { type: 'base64', media_type: 'application/pdf', data: 'A'.repeat(300_000) };
    const tokens = estimateTokens({
      ...bare,
      messages: [{ role: 'user', content: [{ type: 'document', source }] }],
    });
    expect(tokens).toBeGreaterThan(3_000);
    expect(tokens).toBeLessThan(50_000);
  });
});
