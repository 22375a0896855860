import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readDaemonFile, writeDaemonFile } from '../../../../packages/daemon/src/lifecycle/daemon-file.ts';

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-file-'));
  file = path.join(folder, 'daemon.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const content = {
  pid: 1,
  startedAt: 2,
  version: '0.1.0',
  protocol: 1,
  socket: '/run/daemon.sock',
  url: 'http://127.0.0.1:3',
  token: 'secret',
};

test('what is written is read again, readable for this user alone, and no draft is left', () => {
  writeFileSync(file, 'of an earlier daemon', { mode: 0o644 });
  writeDaemonFile(file, content);
  expect(readDaemonFile(file)).toEqual(content);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder)).toEqual(['daemon.json']);
});

test('a file that cannot be written leaves nothing behind', () => {
  expect(() => writeDaemonFile(path.join(folder, 'missing', 'daemon.json'), content)).toThrow(/ENOENT/);
  expect(readdirSync(folder)).toEqual([]);
});

test('a missing, cut or foreign file reads as none', () => {
  expect(readDaemonFile(file)).toBe(null);
  writeDaemonFile(file, content);
  writeFileSync(file, readFileSync(file, 'utf8').slice(0, 40));
  expect(readDaemonFile(file)).toBe(null);
  writeFileSync(file, '{"pid":"one"}');
  expect(readDaemonFile(file)).toBe(null);
});
