import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { forgetToken, keptToken } from '../../../../packages/daemon/src/lifecycle/keep-token.ts';

let folder = '';
let file = '';
const told: string[] = [];
const token = () => keptToken(file, (warning) => told.push(warning));
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-token-'));
  file = path.join(folder, 'token');
  told.length = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

test('it is the same at each start until its file is deleted, and for this user alone', () => {
  const first = token();
  expect(first).toMatch(/^[\w-]{43}$/);
  expect(token()).toBe(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  forgetToken(file);
  expect(existsSync(file)).toBe(false);
  forgetToken(file);
  expect(token()).not.toBe(first);
  expect(told).toEqual([]);
});

test('one that others could have read, or that is not whole, is replaced', () => {
  const first = token();
  chmodSync(file, 0o640);
  const second = token();
  expect(second).not.toBe(first);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  writeFileSync(file, second.slice(0, 20));
  const third = token();
  expect(third).toMatch(/^[\w-]{43}$/);
  expect(readFileSync(file, 'utf8').trim()).toBe(third);
});

test('a link is not followed, and is replaced', () => {
  const first = token();
  renameSync(file, `${file}.elsewhere`);
  symlinkSync(`${file}.elsewhere`, file);
  expect(token()).not.toBe(first);
  expect(readFileSync(`${file}.elsewhere`, 'utf8').trim()).toBe(first);
});

test('where it cannot be kept the daemon has one all the same, and says so', () => {
  expect(keptToken(path.join(folder, 'missing', 'token'), (warning) => told.push(warning))).toMatch(
    /^[\w-]{43}$/,
  );
  expect(told).toEqual([expect.stringContaining('could not be written')]);
});

test('what cannot be removed or replaced keeps no daemon from starting', () => {
  mkdirSync(file);
  expect(() => forgetToken(file)).not.toThrow();
  expect(token()).toMatch(/^[\w-]{43}$/);
  expect(told).toEqual([expect.stringContaining('could not be written')]);
});
