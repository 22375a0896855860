import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startTerminal } from '../../support/terminal.ts';
import { makeCommandHome } from '../command/command-home.ts';
import { program } from './start-chat.ts';
import { startFakeChat, type FakeChat } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

describe('the shell gets its terminal back', () => {
  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
    ['SIGHUP', 129],
  ] as const)('after %s, with exit code %i', async (signal, code) => {
    await using bench = await makeCommandHome();
    const terminal = startTerminal({
      command: '/bin/sh',
      args: ['-c', `${process.execPath} ${program}; echo "code $?"; stty -a`],
      env: bench.env,
    });
    try {
      await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
      // Connected: a daemon that is not there yet could not be ended.
      await poll('the daemon', () => bench.home.daemonFile() !== undefined);
      await terminal.waitForText(/^  model: auto/m);
      const shown = terminal.raw().length;
      const child = execFileSync('pgrep', ['-P', String(terminal.pid)], { encoding: 'utf8' });
      process.kill(Number(child.trim()), signal);
      await terminal.waitForText(`code ${code}`);
      const modes = (await terminal.waitForText('icanon')).join(' ');
      expect(modes).toMatch(/(^|\s)icanon/);
      expect(modes).toMatch(/(^|\s)echo(\s|;)/);
      const last = terminal.raw().slice(shown);
      expect(last).toContain('\u001b[?2004l');
      expect(last.lastIndexOf('\u001b[?25h')).toBeGreaterThan(last.lastIndexOf('\u001b[?25l'));
    } finally {
      await terminal.close();
    }
  });

  test('after an error that nobody caught, which is told below the chat', async () => {
    chat = await startFakeChat();
    const { terminal } = chat;
    const shown = terminal.raw().length;
    terminal.type('explode\r');
    expect(await terminal.exited).toBe(1);
    const last = terminal.raw().slice(shown);
    expect(last).toContain('a fault of the program');
    expect(last).toContain('\u001b[?2004l');
    expect(last.lastIndexOf('\u001b[?25h')).toBeGreaterThan(last.lastIndexOf('\u001b[?25l'));
  });
});
