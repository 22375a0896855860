import { describe, expect, test } from 'vitest';
import { findMentions, mentionAt, mentionOf } from '../../../../packages/tui/src/attachments/index.ts';
import { matchFiles } from '../../../../packages/tui/src/attachments/match-files.ts';

describe('files that a prompt names', () => {
  test.each([
    ['what is in @src/main.ts?', ['src/main.ts']],
    ['@a.png and @"my holiday.jpg", please', ['a.png', 'my holiday.jpg']],
    ['(see @notes.md)', ['notes.md']],
    ['mail me@example.com', []],
    ['\\@decorator', []],
    ['@ alone', []],
    ['line one\n@~/x.pdf', ['~/x.pdf']],
  ])('%j', (text, paths) => expect(findMentions(text).map(({ path }) => path)).toEqual(paths));

  test('tell where they stand', () => {
    const text = 'see @"a b.txt" now';
    const [mention] = findMentions(text);
    expect(text.slice(mention?.start, mention?.end)).toBe('@"a b.txt"');
  });

  test.each(['plain.txt', 'with space.txt', 'odd.', 'a@b.png'])('%j can be written and read back', (path) =>
    expect(findMentions(`x ${mentionOf(path)} y`).map((mention) => mention.path)).toEqual([path]),
  );

  test('the one at the cursor is completed as a whole', () => {
    expect(mentionAt('see @src/ma and', 11)).toEqual({ start: 4, end: 11, query: 'src/ma' });
    expect(mentionAt('see @src/main', 8)).toEqual({ start: 4, end: 13, query: 'src' });
    expect(mentionAt('@"my ho" x', 6)).toEqual({ start: 0, end: 8, query: 'my h' });
    expect(mentionAt('see @src done', 13)).toBeNull();
    expect(mentionAt('me@example', 10)).toBeNull();
  });
});

test('the best match comes first: name, then path, then letters in order', () => {
  const paths = ['docs/main/other.md', 'src/domain.ts', 'src/main.ts', 'src/m-a-i-n.ts', 'readme.md'];
  expect(matchFiles(paths, 'main', 9)).toEqual([
    'src/main.ts',
    'src/domain.ts',
    'docs/main/other.md',
    'src/m-a-i-n.ts',
  ]);
  expect(matchFiles(paths, 'SRC/MA', 9)[0]).toBe('src/main.ts');
  expect(matchFiles(paths, 'zzz', 9)).toEqual([]);
});
