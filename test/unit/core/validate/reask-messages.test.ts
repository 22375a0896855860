import { createValidate, reaskMessages, type Message } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { requestOf } from '../../../support/request-of.ts';

const messages: Message[] = [{ role: 'user', content: 'Rate this.' }];
const schema = { type: 'object', properties: { score: { type: 'integer' } }, required: ['score'] };

describe('reaskMessages', () => {
  it('appends the answer as it came, and what is wrong with it', () => {
    const asked = reaskMessages(
      { messages, schema },
      '{"score": "two"}\n',
      'It is wrong: /score must be integer.',
    );
    expect(asked).toEqual([
      ...messages,
      { role: 'assistant', content: '{"score": "two"}' },
      { role: 'user', content: expect.stringContaining('It is wrong: /score must be integer.') },
    ]);
    expect(asked.at(-1)?.content).toContain(JSON.stringify(schema));
    expect(messages).toHaveLength(1);
  });

  it('sends no empty message, and no schema beyond measure', () => {
    const large = { description: 'x'.repeat(30_000) };
    const asked = reaskMessages({ messages, schema: large }, ' \n', 'It is empty.');
    expect(asked.map(({ role }) => role)).toEqual(['user', 'user']);
    expect(asked.at(-1)?.content.length).toBeLessThan(1_000);
  });

  it('is given a reason of bounded length', () => {
    const name = 'k'.repeat(5_000);
    const text = JSON.stringify({ [name]: 'v'.repeat(50_000), a: 1, b: 2 });
    const verdict = createValidate()(
      { text, blocks: [], stopReason: 'end_turn' },
      { ...request, schema: { additionalProperties: { type: 'null' }, required: [name.slice(1)] } },
    );
    expect(verdict).toMatchObject({ kind: 'invalid', raw: text });
    expect(verdict.kind === 'invalid' ? verdict.reason.length : Infinity).toBeLessThan(2_000);
  });
});

const request = requestOf('', { messages });
