import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, test } from 'vitest';
import { isRunning } from '../../../../packages/tui/src/connect/is-running.ts';
import { poll } from '../../../support/poll.ts';

test('this process runs, one that is gone does not', async () => {
  const child = spawn(process.execPath, ['-e', '0'], { stdio: 'ignore' });
  await once(child, 'exit');
  expect(isRunning(process.pid)).toBe(true);
  expect(isRunning(child.pid ?? 0)).toBe(false);
});

test('one that has ended and that its parent never asked for does not run', async () => {
  // The inner shell ends; `sleep`, which takes the outer one's place, never asks for its exit code.
  const parent = spawn('/bin/sh', ['-c', `sh -c 'echo $$' & exec sleep 60`], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    const [text] = await once(parent.stdout.setEncoding('utf8'), 'data');
    // Elsewhere than on Linux it cannot be told.
    const seen = () => process.platform !== 'linux' || !isRunning(Number(text));
    expect(await poll('its end to be seen', seen)).toBe(true);
  } finally {
    parent.kill();
  }
});
