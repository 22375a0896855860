import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';
import { startFakeChat, type FakeChat, type FakeChatOptions } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
async function open(options?: FakeChatOptions): Promise<FakeChat> {
  chat = await startFakeChat(options);
  return chat;
}
afterEach(async () => {
  await chat?.close();
  chat = null;
});

const numbered = /^line (\d{4}) of the answer$/;
const linesIn = (rows: readonly string[]) => rows.flatMap((row) => numbered.exec(row)?.[1] ?? []);
const expected = (count: number) =>
  Array.from({ length: count }, (_, index) => String(index + 1).padStart(4, '0'));
const onChat = (terminal: TestTerminal) => poll('the chat', () => !terminal.onAlternateScreen());

describe('a view over a chat that goes on', () => {
  test('resized while an answer streams below it: every line is in the scrollback once, the shell’s too', async () => {
    const { terminal, openGate, folder } = await open({
      before: 'for i in 1 2 3 4 5; do echo "shell line $i"; done',
    });
    terminal.type('lines 300 gate\r');
    await terminal.waitForText('line 0100');
    await terminal.waitForQuiet(100);
    terminal.type('/trace list\r');
    await terminal.waitForText('Enter waterfall');
    expect(terminal.onAlternateScreen()).toBe(true);
    for (const [cols, rows] of [
      [40, 15],
      [120, 40],
      [60, 20],
    ] as const) {
      terminal.resize(cols, rows);
      await terminal.waitForText('q chat');
    }
    openGate();
    await poll('the whole answer', () => fs.existsSync(path.join(folder, 'lines-told')));
    terminal.resize(80, 24);
    await terminal.waitForText('Enter waterfall');
    // Into the waterfall and back to the list, then to the chat.
    terminal.press('enter');
    await terminal.waitForText('never asked before');
    terminal.press('enter');
    await terminal.waitForText('Enter waterfall');
    terminal.type('q');
    await onChat(terminal);
    await terminal.waitForText('$0.0042');
    await terminal.waitForQuiet();
    const rows = terminal.scrollback();
    expect(linesIn(rows)).toEqual(expected(300));
    expect(rows.slice(0, 5)).toEqual([1, 2, 3, 4, 5].map((line) => `shell line ${line}`));
    expect(rows.filter((row) => row.startsWith('›'))).toHaveLength(2);
    expect(terminal.raw()).not.toContain('\u001b[3J');

    // The chat takes keys and answers as before.
    terminal.type('hello there\r');
    await terminal.waitForText('You said: 11 characters');
    expect(linesIn(terminal.scrollback())).toEqual(expected(300));
  });

  test('nothing is written while nothing happens, and the chat’s screen comes back as it was', async () => {
    // With the config's keys, which the last line names.
    const env = { FAKE_KEYS: '{"view-close":["X"],"trace-reload":[]}' };
    const { terminal } = await open({ cols: 40, rows: 15, env });
    terminal.type('hello\r');
    await terminal.waitForText('$0.0042');
    await terminal.waitForQuiet();
    terminal.type('/trace list\r');
    await terminal.waitForText('Traces');
    // What is written again and again lets it never be quiet for so long.
    await terminal.waitForQuiet(1_500);
    terminal.press('escape');
    await onChat(terminal);
    await terminal.waitForQuiet();
    const shown = terminal.screen();
    terminal.type('/trace list\r');
    await terminal.waitForText(/Enter waterfall .*X chat/);
    terminal.press('ctrl+c');
    await onChat(terminal);
    await terminal.waitForQuiet();
    expect(terminal.screen()).toEqual(shown);
    terminal.type('/trace list\r');
    await terminal.waitForText(/Enter waterfall .*X chat/);
    // The key of old means nothing any more.
    terminal.type('q/zzz');
    await terminal.waitForText('/ zzz');
    terminal.type('\rX');
    await onChat(terminal);
    await terminal.waitForQuiet();
    expect(terminal.screen()).toEqual(shown);
  });
});

test('keys that are pressed while a view comes up, or goes, are the view’s and the chat’s, and leave no trace', async () => {
  const { terminal } = await open();
  const written = (sequence: string) => terminal.whenWritten(() => terminal.raw().includes(sequence));
  terminal.type('/trace\r');
  await written('\u001b[?1049h');
  // A terminal that still echoed would go to the next line, and all that is drawn after would be a row too high.
  terminal.type('\r');
  await terminal.waitForText('Enter waterfall');
  await terminal.waitForQuiet();
  expect(terminal.screen()[0]).toMatch(/^Traces/);
  expect(terminal.screen().at(-1)).toContain('q chat');
  terminal.type('q');
  await written('\u001b[?1049l');
  terminal.type('hello there\r');
  await terminal.waitForText('You said: 11 characters');
  await terminal.waitForQuiet();
  expect(terminal.scrollback().filter((row) => row.includes('hello there'))).toEqual(['› hello there']);
});

describe('the shell gets its own screen back from a view', () => {
  const openedView = async () => {
    const { terminal } = await open({ before: 'echo "shell line"' });
    terminal.type('hello\r');
    await terminal.waitForText('$0.0042');
    terminal.type('/trace list\r');
    await terminal.waitForText('Traces');
    return terminal;
  };
  const expectShell = (terminal: TestTerminal) => {
    expect(terminal.onAlternateScreen()).toBe(false);
    expect(terminal.screen()).toContain('shell line');
    const raw = terminal.raw();
    expect(raw.lastIndexOf('\u001b[?25h')).toBeGreaterThan(raw.lastIndexOf('\u001b[?25l'));
  };

  test('after SIGTERM', async () => {
    const terminal = await openedView();
    process.kill(terminal.pid, 'SIGTERM');
    expect(await terminal.exited).toBe(143);
    await terminal.waitForQuiet(50);
    expectShell(terminal);
  });

  test('after an error that nobody caught, which is told below the chat', async () => {
    const { terminal } = await open({ before: 'echo "shell line"' });
    terminal.type('explode gate\r');
    await terminal.waitForText('› explode gate');
    terminal.type('/trace list\r');
    await terminal.waitForText('Traces');
    chat?.openGate('go');
    expect(await terminal.exited).toBe(1);
    await terminal.waitForQuiet(50);
    expectShell(terminal);
    expect(terminal.screen().join('\n')).toContain('a fault of the program');
  });
});

describe('a list in a view', () => {
  test.each([
    [80, 24],
    [120, 40],
    [40, 15],
  ])('at %i×%i: moves, filters, opens, goes back step by step', async (cols, rows) => {
    const { terminal } = await open({ cols, rows });
    terminal.type('/trace list\r');
    await terminal.waitForText('1 of 30');
    terminal.type('jjj');
    await terminal.waitForText('4 of 30');
    terminal.press('up');
    await terminal.waitForText('3 of 30');
    terminal.type('G');
    await terminal.waitForText('30 of 30');
    terminal.press('page-up');
    await terminal.waitForNoText('30 of 30');
    terminal.press('home');
    await terminal.waitForText('1 of 30');
    terminal.type('/over');
    await terminal.waitForText('/ over');
    await terminal.waitForText('1 of 1');
    terminal.press('enter');
    await terminal.waitForNoText('/ over');
    terminal.press('enter');
    await terminal.waitForText('attempt 1');
    expect(terminal.screen().every((row) => row.length <= cols)).toBe(true);
    expect(terminal.screen()).toHaveLength(rows);
    terminal.press('enter');
    await terminal.waitForText('1 of 1');
    terminal.press('escape');
    await terminal.waitForText('1 of 30');
    // Arrived as one, each key goes to the screen that the one before it brought.
    terminal.type('jj\r\rj');
    await terminal.waitForText('4 of 30');
    terminal.press('escape');
    await onChat(terminal);
  });
});

test('Ctrl+Z in a view gives the shell its terminal, `fg` brings the view back', async () => {
  const { terminal } = await open({
    script: (command) =>
      `set -m; echo "shell line"; ${command}; echo "stopped $?"; read answer; fg; echo over`,
  });
  terminal.type('/trace list\r');
  await terminal.waitForText('1 of 30');
  terminal.press('down', 'ctrl+z');
  // 128 and the number of the signal that stops.
  await terminal.waitForText('stopped 148');
  expect(terminal.onAlternateScreen()).toBe(false);
  expect(terminal.screen()).toContain('shell line');
  terminal.press('enter');
  await terminal.waitForText('2 of 30');
  expect(terminal.onAlternateScreen()).toBe(true);
  terminal.type('q');
  await onChat(terminal);
  terminal.type('hello\r');
  await terminal.waitForText('You said: 5 characters');
  terminal.press('ctrl+c', 'ctrl+c');
  await terminal.waitForText('over');
});
