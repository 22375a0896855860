import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { withLock } from '../../../scripts/lock.mjs';

let folder = '';
let file = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-lock-'));
  file = path.join(folder, 'some.lock');
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

test('the result of the action is returned and the lock is gone', () => {
  expect(withLock(file, () => fs.readFileSync(file, 'utf8'))).toBe(String(process.pid));
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('an action that fails gives the lock back', () => {
  const failing = () =>
    withLock(file, () => {
      throw new Error('no');
    });
  expect(failing).toThrow('no');
  expect(fs.readdirSync(folder)).toEqual([]);
});

test('the lock of a process that died is taken over', () => {
  const impossiblePid = 2 ** 30;
  fs.writeFileSync(file, String(impossiblePid));
  expect(withLock(file, () => 'done')).toBe('done');
});

test('the lock of a process that never ends is taken over after a while', () => {
  fs.writeFileSync(file, String(process.pid));
  const longAgo = new Date(Date.now() - 3_600_000);
  fs.utimesSync(file, longAgo, longAgo);
  expect(withLock(file, () => 'done')).toBe('done');
});

test('processes take turns', async () => {
  const module = new URL('../../../scripts/lock.mjs', import.meta.url).href;
  const log = path.join(folder, 'log');
  const script = `
    import fs from 'node:fs';
    import { withLock } from '${module}';
    withLock(${JSON.stringify(file)}, () => {
      fs.appendFileSync(${JSON.stringify(log)}, process.pid + ' in\\n');
      for (let round = 0; round < 1e7; round += 1);
      fs.appendFileSync(${JSON.stringify(log)}, process.pid + ' out\\n');
    });`;
  const start = () => promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
  await Promise.all([start(), start(), start()]);
  const steps = fs.readFileSync(log, 'utf8').trim().split('\n');
  expect(steps).toHaveLength(6);
  for (const turn of [0, 2, 4]) expect(steps[turn + 1]).toBe(steps[turn]?.replace(' in', ' out'));
});
