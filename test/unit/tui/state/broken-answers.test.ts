import { describe, expect, test } from 'vitest';
import type { Conversation } from '@jackdaw/core/protocol';
import { createContinuedText } from '../../../../packages/tui/src/state/continued-text.ts';
import { standingOf } from '../../../../packages/tui/src/state/replay-conversation.ts';
import { countdown } from '../../../../packages/tui/src/state/wait-text.ts';

describe('the text of a continuation, as it is shown below the part before it', () => {
  const stream = (earlier: string, ...pieces: readonly string[]) => {
    const text = createContinuedText(earlier);
    return [...pieces.map((piece) => text.push(piece)), text.end()];
  };

  test('comes at once where it is no repetition', () => {
    expect(stream('Jackdaws nest in ', 'chim', 'neys')).toEqual(['chim', 'neys', '']);
  });

  test('leaves out what it repeats, however it is cut into pieces', () => {
    const earlier = 'Jackdaws nest in old chimneys ';
    expect(stream(earlier, 'nest in', ' old chim', 'neys and', ' trees').join('')).toBe(' and trees');
  });

  test('stays in the code block that the part before it stops in', () => {
    expect(stream('So:\n\n```js\nlet a = 1;\n', '```js\n', 'let b = 2;\n```\n').join('')).toBe(
      '```js\nlet b = 2;\n```\n',
    );
    expect(stream('So:\n\n```js\nlet a = 1;\n', 'let', ' b = 2;').join('')).toBe('```js\nlet b = 2;');
  });

  test('is told at the end where it was held back to it', () => {
    expect(stream('one two three ', 'two')).toEqual(['', 'two']);
  });
});

describe('a conversation that is opened', () => {
  const conversation = (change: Partial<Conversation>): Conversation => ({
    id: 'c',
    title: 't',
    createdAt: 0,
    updatedAt: 0,
    turns: 1,
    costUsd: 0,
    messages: [],
    ...change,
  });
  const question = { role: 'user', text: 'Why?', at: 0, state: 'complete' } as const;
  const part = { role: 'assistant', text: 'Beca', at: 0, state: 'interrupted', model: 'm' } as const;

  test('offers to go on with an answer that broke off, also behind a question that failed', () => {
    const failed = { role: 'assistant', text: '', at: 0, state: 'error' } as const;
    const { offer } = standingOf(
      conversation({ messages: [question, part, { ...question, text: 'And?' }, failed] }),
    );
    expect(offer).toMatchObject({ kind: 'continue', prompt: 'Why?', earlier: 'Beca', model: 'm' });
  });

  test('offers nothing behind a whole or a refused answer', () => {
    const messages = [question, { ...part, state: 'complete' as const }];
    expect(standingOf(conversation({ messages })).offer).toBeNull();
    const refused = [question, { ...part, state: 'refused' as const }];
    expect(standingOf(conversation({ messages: refused })).offer).toBeNull();
  });

  test('tells a turn under way: a question of its own, or one that goes on', () => {
    expect(standingOf(conversation({ messages: [question], turnUnderWay: 't' })).underWay).toEqual({
      turnId: 't',
      prompt: 'Why?',
      earlier: null,
    });
    expect(
      standingOf(conversation({ messages: [question, part], turnUnderWay: 't' })).underWay,
    ).toMatchObject({
      prompt: 'Why?',
      earlier: 'Beca',
    });
  });
});

test.each([
  [0, '0 s'],
  [1, '1 s'],
  [12_000, '12 s'],
  [61_000, '1 m 1 s'],
  [3_600_000, '1 h 0 m'],
])('%i ms are counted down as %s', (ms, words) => expect(countdown(ms)).toBe(words));
