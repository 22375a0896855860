import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DEFENCES } from '../fault/support/defences/index.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

test('what a trial takes away stands where it says, once, and its test is there', () => {
  const wrong = DEFENCES.flatMap(({ id, changes, test: file }) => [
    ...changes.flatMap((change) => {
      const times = existsSync(path.join(root, change.file))
        ? read(change.file).split(change.find).length - 1
        : 0;
      return times === 1 && change.find !== change.replace ? [] : [`${id}: ${times} times in ${change.file}`];
    }),
    ...(existsSync(path.join(root, file)) ? [] : [`${id}: there is no ${file}`]),
  ]);
  expect(wrong).toEqual([]);
});

test('each defence has a name of its own', () => {
  expect(new Set(DEFENCES.map(({ id }) => id)).size).toBe(DEFENCES.length);
});
