import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemoChat, type DemoChat } from '../../support/demo-chat.ts';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';

let chat: DemoChat;
let terminal: TestTerminal;

beforeEach(async () => {
  chat = await startDemoChat({ cols: 100, rows: 30 });
  terminal = chat.terminal;
});
afterEach(() => chat.close());

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
  await terminal.waitForText('▸ what does it cost?');
  terminal.press('enter');
  await terminal.waitForText('Going on with:');
  expect(terminal.raw()).not.toContain('\u001b[3J');
});

test('a killed daemon is told, another takes over, and what was typed stays', async () => {
  terminal.type('show me a long answer\r');
  await terminal.waitForText(/answers · Ctrl\+C cancels/);
  terminal.type('a draft');
  await terminal.waitForText('› a draft');
  const pid = chat.daemonPid();
  if (pid === null) throw new Error('there is no daemon');
  process.kill(pid, 'SIGKILL');
  await poll('the answer to be marked', () => terminal.scrollback().join('\n').includes('Interrupted'));
  await poll('another daemon', () => chat.daemonPid() !== null && chat.daemonPid() !== pid);
  await terminal.waitForText('a draft');
  // The longer it took to kill, the more of the answer stands below the question.
  expect(terminal.scrollback().join('\n')).toContain('show me a long answer');
});
