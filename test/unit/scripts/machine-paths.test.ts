import { expect, test } from 'vitest';
import { findMachinePaths } from '../../../scripts/machine-paths.mjs';

const folders = ['/srv/build/jackdaw', '/'];

test.each([
  "const home = '/srv/build/jackdaw/packages';",
  'see /srv/build/jackdaw/README.md',
  '"/srv/build/jackdaw/"',
])('the line %j names a folder of the machine', (line) => {
  expect(findMachinePaths(`first\n${line}\n`, folders, 'some.ts')).toEqual([
    `some.ts:2 names a folder of this machine: ${line}`,
  ]);
});

test.each([
  '/srv/elsewhere/jackdaw/',
  'https://example.com/srv/build/jackdaw/',
  './srv/build/jackdaw/',
  '/srv/build/jackdawn',
])('the line %j names none', (line) => {
  expect(findMachinePaths(line, folders, 'some.ts')).toEqual([]);
});
