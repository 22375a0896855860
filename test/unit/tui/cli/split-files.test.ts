import { expect, test } from 'vitest';
import { splitFiles } from '../../../../packages/tui/src/cli/ask/split-files.ts';

const exists = (file: string) => ['a.txt', 'b c.txt'].includes(file);

test.each([
  [['a.txt', 'What is in here?'], [], ['a.txt'], ['What is in here?']],
  [['a.txt', 'b c.txt'], [], ['a.txt', 'b c.txt'], []],
  [['a.txt', 'missing.txt'], [], ['a.txt', 'missing.txt'], []],
  [['a.txt', 'not there.txt'], ['why?'], ['a.txt', 'not there.txt'], ['why?']],
  [['not there.txt'], [], ['not there.txt'], []],
  [[], ['hi'], [], ['hi']],
])(
  '--file %j with the words %j are the files %j and the words %j',
  (typedFiles, typedWords, files, words) => {
    expect(splitFiles(typedFiles, typedWords, exists)).toEqual({ files, words });
  },
);
