import { spawnSync } from 'node:child_process';
import os from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../../../scripts/root.mjs';

const taskNames = ['start', 'test', 'check', 'build', 'bench', 'eval'];

function run(...args: readonly string[]) {
  const script = path.join(root, 'scripts', 'run.mjs');
  return spawnSync(process.execPath, [script, ...args], { cwd: os.tmpdir(), encoding: 'utf8' });
}

test.each([[[]], [['help']], [['--help']]])('run.mjs %j lists the tasks', (args) => {
  const { status, stdout, stderr } = run(...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  for (const task of taskNames) expect(stdout).toContain(`\n  ${task}`);
});

test.each(['nonsense', 'constructor'])(
  'the unknown task "%s" is a usage error that lists the tasks',
  (task) => {
    const { status, stdout, stderr } = run(task);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(`there is no task "${task}"`);
    for (const known of taskNames) expect(stderr).toContain(`\n  ${known}`);
  },
);

test('--help after a task belongs to the task', () => {
  const { stdout } = run('test', '--help');
  expect(stdout).toContain('vitest');
});
