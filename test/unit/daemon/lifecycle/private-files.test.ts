import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePrivateFiles } from '../../../../packages/daemon/src/lifecycle/private-files.ts';

let root = '';
let folder = '';
let paths = { configFile: '', credentialsFile: '' };
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'jackdaw-files-'));
  folder = path.join(root, 'config');
  paths = {
    configFile: path.join(folder, 'config.json'),
    credentialsFile: path.join(folder, 'credentials.json'),
  };
});
afterEach(() => rmSync(root, { recursive: true }));

const modeOf = (file: string) => statSync(file).mode & 0o777;

function check(): string[] {
  const told: string[] = [];
  ensurePrivateFiles(paths, (warning) => told.push(warning));
  return told;
}

function write(file: string, mode: number): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, '{}');
  chmodSync(file, mode);
}

test('where there is nothing, nothing is made and nothing told', () => {
  expect(check()).toEqual([]);
  expect(() => statSync(folder)).toThrow('ENOENT');
});

test('what is this user’s alone is left as it is', () => {
  write(paths.configFile, 0o644);
  write(paths.credentialsFile, 0o600);
  expect(check()).toEqual([]);
  expect([modeOf(paths.configFile), modeOf(paths.credentialsFile)]).toEqual([0o644, 0o600]);
});

test('a config that others may write, and credentials that they may read, are closed to them, with a word', () => {
  write(paths.configFile, 0o666);
  write(paths.credentialsFile, 0o640);
  chmodSync(folder, 0o777);
  expect(check()).toEqual([
    expect.stringContaining('could be changed by other users'),
    expect.stringContaining('renew the key'),
  ]);
  expect([modeOf(paths.configFile), modeOf(paths.credentialsFile)]).toEqual([0o644, 0o600]);
  expect(modeOf(folder)).toBe(0o700);
  expect(check()).toEqual([]);
});

test('a file of another user, or in a folder of theirs, is refused and left as it is', () => {
  const asRoot = process.getuid?.() === 0;
  // Nobody but root can make another's file.
  const theirs = asRoot ? paths.configFile : '/etc/passwd';
  if (asRoot) {
    write(theirs, 0o666);
    chownSync(theirs, 65_534, 65_534);
  }
  paths = { ...paths, configFile: theirs };
  const mode = modeOf(theirs);
  expect(check).toThrow(/belongs to another user \(uid \d+, you are \d+\).*chown/);
  expect(modeOf(theirs)).toBe(mode);
});
