import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { takeStartLock } from '../../../../packages/tui/src/connect/start-lock.ts';

let run = '';
beforeEach(() => {
  run = mkdtempSync(path.join(tmpdir(), 'jackdaw-lock-'));
});
afterEach(() => rmSync(run, { recursive: true }));

test('one at a time, and the next when it is given back', () => {
  const release = takeStartLock(run);
  expect(release).not.toBeNull();
  expect(takeStartLock(run)).toBeNull();
  release?.();
  expect(takeStartLock(run)).not.toBeNull();
});

test('the lock of a process that has died is free', () => {
  const { pid } = spawnSync(process.execPath, ['-e', '0']);
  writeFileSync(path.join(run, 'start.lock'), String(pid));
  expect(takeStartLock(run)).not.toBeNull();
});

test('an old lock is free, whoever has that process id now', () => {
  const file = path.join(run, 'start.lock');
  writeFileSync(file, String(process.pid));
  utimesSync(file, 0, 0);
  expect(takeStartLock(run)).not.toBeNull();
});

test('a lock that is being written is taken', () => {
  writeFileSync(path.join(run, 'start.lock'), '');
  expect(takeStartLock(run)).toBeNull();
});

test('what cannot be removed stays taken, and is nobody’s failure', () => {
  const file = path.join(run, 'start.lock');
  mkdirSync(file);
  utimesSync(file, 0, 0);
  expect(takeStartLock(run)).toBeNull();
});
