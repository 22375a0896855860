import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startTerminal, type TestTerminal } from '../../support/terminal.ts';

const program = fileURLToPath(new URL('../../../packages/tui/dist/jackdaw.mjs', import.meta.url));
let home: string;
let terminal: TestTerminal;

beforeEach(async () => {
  home = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-home-'));
  fs.writeFileSync(path.join(home, 'config.json'), '{"embedder": {"download": false}}');
  terminal = startTerminal({
    command: process.execPath,
    args: [program],
    cols: 100,
    rows: 30,
    env: { JACKDAW_HOME: home, JACKDAW_DEMO: '1' },
  });
  // Connected: a daemon that is not there yet could not be ended.
  await terminal.waitForText('demo, simulated');
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
});
afterEach(async () => {
  await terminal.close();
  const pid = daemonPid();
  if (pid !== null) process.kill(pid, 'SIGTERM');
  await poll('the daemon to end', () => daemonPid() === null);
  fs.rmSync(home, { recursive: true, force: true });
});

function daemonPid(): number | null {
  try {
    const { pid } = JSON.parse(fs.readFileSync(path.join(home, 'run', 'daemon.json'), 'utf8')) as {
      pid: number;
    };
    process.kill(pid, 0);
    return pid;
  } catch {
    return null;
  }
}

test('the same question is a hit in a new conversation, and every answer is called simulated', async () => {
  terminal.type('what does it cost?\r');
  await terminal.waitForText(/^simulated · .* in, .* out/m);
  terminal.type('/new\r');
  await terminal.waitForText('A new conversation.');
  terminal.type('what does it cost?\r');
  await terminal.waitForText(/^simulated · .* · exact hit/m);
  terminal.type('/why\r');
  const screen = await terminal.waitForText('the same question in the same context was answered before');
  expect(screen.join('\n')).toContain('simulated');
});

test('a conversation can be chosen and gone on with', async () => {
  terminal.type('what does it cost?\r');
  await terminal.waitForText(/^simulated · .* in, .* out/m);
  terminal.type('/new\r');
  await terminal.waitForText('A new conversation.');
  terminal.type('/history\r');
  await terminal.waitForText('Conversations');
  terminal.press('enter');
  await terminal.waitForText('Going on with:');
  expect(terminal.raw()).not.toContain('\u001b[3J');
});

test('a killed daemon is told, another takes over, and what was typed stays', async () => {
  terminal.type('show me a long answer\r');
  await terminal.waitForText(/answers · Ctrl\+C cancels/);
  terminal.type('a draft');
  await terminal.waitForText('› a draft');
  const pid = daemonPid();
  if (pid === null) throw new Error('there is no daemon');
  process.kill(pid, 'SIGKILL');
  await poll('the answer to be marked', () => terminal.scrollback().join('\n').includes('Interrupted'));
  await poll('another daemon', () => daemonPid() !== null && daemonPid() !== pid);
  const screen = await terminal.waitForText('a draft');
  expect(screen.join('\n')).toContain('show me a long answer');
});
