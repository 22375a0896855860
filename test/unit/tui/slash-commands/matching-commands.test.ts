import { expect, test } from 'vitest';
import { matchingCommands } from '../../../../packages/tui/src/slash-commands/index.ts';

test('the menu filters by what was typed and is gone once an argument begins', () => {
  expect(matchingCommands('/m').map(({ name }) => name)).toEqual(['model', 'matched', 'metrics']);
  expect(matchingCommands('/over-b').map(({ name }) => name)).toEqual(['over-budget']);
  expect(matchingCommands('/model ')).toEqual([]);
  expect(matchingCommands('a /m')).toEqual([]);
  expect(matchingCommands('/').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['help', 'model', 'new', 'history', 'metrics', 'exit']),
  );
});
