import {
  chatEventSchema,
  ERROR_CODES,
  fromErrorObject,
  isErrorCode,
  JackdawError,
  METHODS,
  requestSchema,
  toErrorObject,
} from '@jackdaw/core/protocol';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

describe('requests', () => {
  it('take a prompt, or messages that end with the user', () => {
    expect(requestSchema.safeParse({ prompt: 'Hi' }).success).toBe(true);
    expect(requestSchema.safeParse({ messages: [{ role: 'user', content: 'Hi' }] }).success).toBe(true);
  });

  it.each([
    [{}, 'either `prompt` or `messages`'],
    [{ prompt: 'a', messages: [{ role: 'user', content: 'b' }] }, 'either `prompt` or `messages`'],
    [{ messages: [{ role: 'assistant', content: 'b' }] }, 'must be the user’s'],
    [{ messages: [{ role: 'user', content: 'b' }], conversationId: 'c' }, 'goes with `prompt`'],
    [{ prompt: ' \n ' }, 'blank'],
    [{ prompt: 'a', temperature: 1 }, 'temperature'],
    [{ prompt: 'a', maxTokens: '5' }, 'number'],
    [{ prompt: 'a', cache: { mode: 'always' } }, 'use'],
  ])('refuse %j and say why', (request, reason) => {
    const parsed = requestSchema.safeParse(request);
    expect(parsed.error?.message).toContain(reason);
  });
});

describe('errors', () => {
  it('cross the wire with code, retryable and wait', () => {
    for (const code of Object.keys(ERROR_CODES).filter(isErrorCode)) {
      const sent = new JackdawError(code, 'Why.', { retryAfterMs: 5 });
      const received = fromErrorObject(JSON.parse(JSON.stringify(toErrorObject(sent, 'trace'))));
      expect(received).toMatchObject({ code, message: 'Why.', retryable: sent.retryable, retryAfterMs: 5 });
    }
  });
});

describe('schemas', () => {
  it('never throw on anything that JSON can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        for (const { params } of Object.values(METHODS)) params.safeParse(value);
        chatEventSchema.safeParse(value);
      }),
      { numRuns: 2000 },
    );
  });
});
