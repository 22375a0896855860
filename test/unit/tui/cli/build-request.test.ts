import { describe, expect, test } from 'vitest';
import { requestSchema } from '@jackdaw/core/protocol';
import { buildRequest, type RequestParts } from '../../../../packages/tui/src/cli/ask/build-request.ts';

const nothing: RequestParts = {
  words: [],
  piped: '',
  texts: [],
  attachments: [],
  schema: null,
  interactive: false,
};

describe('the prompt', () => {
  test('is the words, then stdin, then the files, each after a blank line', () => {
    const request = buildRequest(
      { ...nothing, words: ['review', 'this'], piped: 'a diff\n', texts: ['a.txt\n```\nA\n```'] },
      {},
    );
    expect(request.prompt).toBe('review this\n\na diff\n\na.txt\n```\nA\n```');
  });

  test('keeps the indentation of what was piped', () => {
    expect(buildRequest({ ...nothing, piped: '  indented\n\tmore\n\n' }, {}).prompt).toBe(
      '  indented\n\tmore',
    );
  });

  test('of nothing but white space is refused with what to do', () => {
    expect(() => buildRequest({ ...nothing, words: [' '], piped: '\n' }, {})).toThrow(
      expect.objectContaining({ code: 'invalid_request', message: expect.stringContaining('jackdaw ask "') }),
    );
  });

  test('beyond the protocol’s bound is refused before anything is sent', () => {
    expect(() => buildRequest({ ...nothing, piped: 'x'.repeat(8_000_001) }, {})).toThrow(
      expect.objectContaining({ code: 'too_large' }),
    );
  });
});

describe('the flags', () => {
  test('reach the daemon under the protocol’s names', () => {
    const request = buildRequest(
      { ...nothing, words: ['hi'], schema: { type: 'object' } },
      {
        system: 'be brief',
        model: 'fast',
        task: 'translation',
        maxTokens: 99,
        cache: 'only',
        overBudget: true,
      },
    );
    expect(request).toEqual({
      prompt: 'hi',
      priority: 'script',
      system: 'be brief',
      model: 'fast',
      task: 'translation',
      maxTokens: 99,
      cache: { mode: 'only' },
      schema: { type: 'object' },
      overBudget: true,
    });
    expect(requestSchema.safeParse(request).success).toBe(true);
  });

  test('that are not given leave the choice to the daemon', () => {
    expect(buildRequest({ ...nothing, words: ['hi'] }, {})).toEqual({ prompt: 'hi', priority: 'script' });
  });

  test('a person at a terminal goes before scripts', () => {
    expect(buildRequest({ ...nothing, words: ['hi'], interactive: true }, {}).priority).toBe('person');
  });
});
