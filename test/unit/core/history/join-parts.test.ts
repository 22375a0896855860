import { joinParts, mayRepeat, openFence } from '@jackdaw/core';
import { describe, expect, test } from 'vitest';

describe('two parts of an answer read as one', () => {
  test.each([
    ['in the middle of a word', 'The sky is bl', 'blue because', 'The sky is blue because'],
    ['behind a word', 'The sky is', 'is blue', 'The sky is blue'],
    ['behind a space', 'The sky is ', ' blue', 'The sky is blue'],
    ['behind a line', 'one\n', 'two', 'one\ntwo'],
    ['between two paragraphs', 'one.\n\n', '\n\nTwo.', 'one.\n\nTwo.'],
    ['in a text without spaces', '天空是蓝'.repeat(30), '色的', `${'天空是蓝'.repeat(30)}色的`],
    ['in its only word', 'Jack', 'daw', 'Jackdaw'],
    ['in the indentation of code', 'if (a) {\n  ret', 'return 1;\n}', 'if (a) {\n  return 1;\n}'],
  ])('%s', (_where, first, second, whole) => {
    expect(joinParts(first, second)).toBe(whole);
  });

  test('what the second part repeats stands once', () => {
    const first = 'Jackdaws nest in chimneys, in old trees and in the holes of w';
    expect(joinParts(first, 'in old trees and in the holes of walls.')).toBe(
      'Jackdaws nest in chimneys, in old trees and in the holes of walls.',
    );
  });

  test('a code block that the second part opens again stays one block', () => {
    const first = 'Like this:\n\n```js\nconst bird = 1;\ncon';
    expect(joinParts(first, '```js\nconst nest = 2;\n```\n')).toBe(
      'Like this:\n\n```js\nconst bird = 1;\nconst nest = 2;\n```\n',
    );
  });

  test('what looks alike by chance is kept', () => {
    expect(joinParts('| --- | --- ', '| --- |\n')).toBe('| --- | --- | --- |\n');
    expect(joinParts('0, 0, 0, 0, 0, 0, ', '0, 0, 0, 0, 0, 0, 1')).toBe(
      '0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1',
    );
    expect(joinParts('we saw the state of the art ', 'the state of the artist')).toBe(
      'we saw the state of the art the state of the artist',
    );
  });
});

test('a stream is held back only while it may still be a repetition', () => {
  const first = 'Jackdaws nest in chimneys and in trees ';
  expect(mayRepeat(first, 'in chim')).toBe(true);
  expect(mayRepeat(first, 'in chimpanzees')).toBe(false);
  expect(mayRepeat('```js\nlet a', '```j')).toBe(true);
  expect(mayRepeat('```js\nlet a', '```js\nco')).toBe(false);
  expect(mayRepeat('no block', '```js')).toBe(false);
});

test('the line that opened a block is found, and none where it was closed', () => {
  expect(openFence('a\n~~~py\n```\ncode')).toBe('~~~py');
  expect(openFence('```js\ncode\n````\n')).toBeNull();
  expect(openFence('````\n```\n')).toBe('````');
});
