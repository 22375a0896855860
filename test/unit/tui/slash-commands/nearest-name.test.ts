import { expect, test } from 'vitest';
import { matchingCommands } from '../../../../packages/tui/src/slash-commands/index.ts';
import { nearestName } from '../../../../packages/tui/src/slash-commands/nearest-name.ts';

const names = ['help', 'history', 'model', 'metrics', 'exit'];

test.each([
  ['hist', 'history'],
  ['hepl', 'help'],
  ['modle', 'model'],
  ['exi', 'exit'],
])('%s is near to %s', (typed, name) => expect(nearestName(typed, names)).toBe(name));

test.each(['', 'zzz', 'weather'])('%j is near to none', (typed) =>
  expect(nearestName(typed, names)).toBeNull(),
);

test('the menu filters by what was typed and is gone once an argument begins', () => {
  expect(matchingCommands('/m').map(({ name }) => name)).toEqual(['model', 'metrics']);
  expect(matchingCommands('/model ')).toEqual([]);
  expect(matchingCommands('a /m')).toEqual([]);
  expect(matchingCommands('/').map(({ name }) => name)).toEqual(
    expect.arrayContaining(['help', 'model', 'new', 'history', 'metrics', 'exit']),
  );
});
