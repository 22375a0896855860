import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/root.mjs';

const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));

function start(args: readonly string[], options: { readonly cwd: string; readonly env?: NodeJS.ProcessEnv }) {
  const script = path.join(root, 'scripts', 'run.mjs');
  const env = { ...process.env, ...options.env };
  return spawnSync(process.execPath, [script, 'start', ...args], { cwd: options.cwd, env, encoding: 'utf8' });
}

test('start adds nothing to what jackdaw prints', () => {
  const { status, stdout, stderr } = start(['--version'], { cwd: os.tmpdir() });
  expect({ status, stdout, stderr }).toEqual({ status: 0, stdout: `${version}\n`, stderr: '' });
});

test('--help belongs to jackdaw', () => {
  const { status, stdout } = start(['ask', '--help'], { cwd: os.tmpdir() });
  expect(status).toBe(0);
  expect(stdout).toContain('jackdaw ask');
});

test('the exit code of jackdaw is passed on', () => {
  const { status, stdout } = start(['--no-such-option'], { cwd: os.tmpdir() });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
});
