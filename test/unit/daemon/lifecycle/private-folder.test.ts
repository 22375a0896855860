import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { ensurePrivateFolder } from '../../../../packages/daemon/src/lifecycle/private-folder.ts';

let root = '';
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'jackdaw-private-'));
});
afterEach(() => rmSync(root, { recursive: true }));

const modeOf = (folder: string) => statSync(folder).mode & 0o777;

test('a missing folder is made, with those above it, for this user alone', () => {
  const folder = path.join(root, 'a', 'b');
  ensurePrivateFolder(folder);
  expect(modeOf(folder)).toBe(0o700);
  expect(modeOf(path.dirname(folder))).toBe(0o700);
});

test('a place where nobody can make a folder is told of, and not tried for ever', () => {
  writeFileSync(path.join(root, 'file'), '');
  const place = process.platform === 'linux' ? '/proc/no-such-place' : path.join(root, 'file');
  const folder = path.join(place, 'run');
  expect(() => ensurePrivateFolder(folder)).toThrow(`jackdaw cannot use the folder ${folder}`);
});

test('a folder that is open to others is closed to them', () => {
  const folder = path.join(root, 'open');
  mkdirSync(folder);
  chmodSync(folder, 0o755);
  ensurePrivateFolder(folder);
  expect(modeOf(folder)).toBe(0o700);
});

test('a file in its place is told of', () => {
  const file = path.join(root, 'file');
  writeFileSync(file, '');
  expect(() => ensurePrivateFolder(file)).toThrow(expect.objectContaining({ code: 'storage_failed' }));
  expect(() => ensurePrivateFolder(path.join(file, 'below'))).toThrow(/JACKDAW_HOME/);
});

test('a link is refused where others could have laid it', () => {
  const target = path.join(root, 'target');
  const link = path.join(root, 'link');
  mkdirSync(target);
  symlinkSync(target, link);
  ensurePrivateFolder(link);
  expect(() => ensurePrivateFolder(link, { refuseLinks: true })).toThrow(/is not a folder/);
});

test('a folder of another user is refused, with how to take it over, and left as it is', () => {
  const asRoot = process.getuid?.() === 0;
  const theirs = asRoot ? path.join(root, 'theirs') : '/usr';
  if (asRoot) {
    mkdirSync(theirs);
    chownSync(theirs, 65_534, 65_534);
  }
  const mode = modeOf(theirs);
  expect(() => ensurePrivateFolder(theirs)).toThrow(
    /belongs to another user \(uid \d+, you are \d+\).*chown/,
  );
  expect(modeOf(theirs)).toBe(mode);
});
