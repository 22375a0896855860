import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
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

describe('a question and its answer', () => {
  test('the answer appears while the rest of it is still to come', async () => {
    const { terminal, openGate } = await open();
    terminal.type('gated');
    terminal.press('enter');
    await terminal.waitForText('The first half has arrived');
    expect(terminal.screen().join('\n')).not.toContain('second half');
    openGate();
    await terminal.waitForText('second half');
    await terminal.waitForText('model-small · 1.2 s (first word 400 ms) · 12 in, 34 out · $0.0042');
  });

  test('a word and its Enter in one piece are sent', async () => {
    const { terminal } = await open();
    terminal.type('hello there\r');
    await terminal.waitForText('You said: 11 characters');
  });

  test('what is typed during an answer waits, can be changed where it stands, and is sent after it', async () => {
    const { terminal, openGate } = await open();
    terminal.type('gated\r');
    await terminal.waitForText('first half');
    for (const text of ['and then this', 'a second', 'a third']) {
      terminal.type(`${text}\r`);
      await terminal.waitForText(`next: ${text}`);
    }
    terminal.press('up');
    await terminal.waitForText('› edit: a third');
    await terminal.waitForText('› a third');
    terminal.press('up');
    await terminal.waitForText('› edit: a second');
    terminal.type(' time');
    await terminal.waitForText('› a second time');
    terminal.press('enter');
    await terminal.waitForText('next: a second time');
    terminal.press('up');
    await terminal.waitForText('› edit: a third');
    terminal.press('ctrl+u', 'enter');
    await terminal.waitForNoText('a third');
    openGate();
    await terminal.waitForText('You said: 13 characters');
    await terminal.waitForText(/› a second time[\s\S]*You said: 13 characters/);
    await terminal.waitForNoText('next:');
    expect(terminal.scrollback().join('\n')).not.toContain('› a third');
  });

  test('a failed question comes back into the input', async () => {
    const { terminal } = await open();
    terminal.type('fail please\r');
    await terminal.waitForText('The model is overloaded; all four attempts failed.');
    await terminal.waitForText(/› fail please\n[\s\S]*› fail please/);
  });

  test('Ctrl+C cancels and keeps what had arrived; twice at rest exits', async () => {
    const { terminal } = await open();
    terminal.type('endless\r');
    await terminal.waitForText('It begins');
    terminal.press('ctrl+c');
    await terminal.waitForText('Cancelled: what had arrived is kept above.');
    expect(terminal.screen().join('\n')).toContain('It begins');
    terminal.press('ctrl+c');
    await terminal.waitForText('press Ctrl+C again to exit');
    terminal.press('ctrl+c');
    expect(await terminal.exited).toBe(0);
  });
});

describe('the terminal stays the user’s', () => {
  const numbered = /^line (\d{4}) of the answer$/;
  const linesIn = (rows: readonly string[]) => rows.flatMap((row) => numbered.exec(row)?.[1] ?? []);
  const expected = (count: number) =>
    Array.from({ length: count }, (_, index) => String(index + 1).padStart(4, '0'));

  test('400 lines at 80×24 are in the scrollback once each, below what the shell had there', async () => {
    const { terminal } = await open({ before: 'for i in 1 2 3 4 5 6 7 8 9; do echo "shell line $i"; done' });
    terminal.type('lines 400\r');
    await terminal.waitForText('$0.0042');
    await terminal.waitForQuiet();
    const rows = terminal.scrollback();
    expect(linesIn(rows)).toEqual(expected(400));
    expect(rows.slice(0, 9)).toEqual(Array.from({ length: 9 }, (_, index) => `shell line ${index + 1}`));
    expect(terminal.raw()).not.toContain('\u001b[3J');
    expect(terminal.raw()).not.toContain('\u001b[2J');
  });

  test('resizes while an answer streams, and after it, lose no line and wipe no scrollback', async () => {
    const { terminal, openGate } = await open({ before: 'echo "shell line"', cols: 80, rows: 24 });
    const sizes = [
      [100, 30],
      [70, 20],
      [120, 40],
      [60, 15],
      [80, 24],
    ] as const;
    terminal.type('lines 400 gate\r');
    await terminal.waitForText('line 0100');
    // What is on its way while the terminal changes its size lands where it was not meant to, in any program.
    await terminal.waitForQuiet(100);
    for (const [cols, rows] of sizes) terminal.resize(cols, rows);
    for (const [cols, rows] of sizes) {
      terminal.resize(cols, rows);
      await terminal.waitForText('model-small answers');
      await terminal.waitForQuiet(100);
    }
    openGate();
    await terminal.waitForText('$0.0042');
    await terminal.waitForQuiet();
    for (const [cols, rows] of sizes) {
      terminal.resize(cols, rows);
      await terminal.waitForText('/help');
      await terminal.waitForQuiet(100);
    }
    expect(linesIn(terminal.scrollback())).toEqual(expected(400));
    expect(terminal.scrollback()[0]).toBe('shell line');
    expect(terminal.raw()).not.toContain('\u001b[3J');
  });

  test('nothing is written while nothing happens', async () => {
    const { terminal } = await open();
    terminal.type('hello\r');
    await terminal.waitForText('$0.0042');
    // What is written again and again lets it never be quiet for so long.
    await terminal.waitForQuiet(1_500);
  });
});

describe('the input', () => {
  test('a paste of 5 KiB in 80 lines is not sent by itself, and is whole when sent', async () => {
    const { terminal } = await open();
    const text = Array.from({ length: 80 }, (_, line) => `${line} ${'x'.repeat(60)}`).join('\n');
    terminal.paste(text);
    await terminal.waitForText('[Pasted 80 lines #1]');
    await terminal.waitForQuiet();
    expect(terminal.screen().join('\n')).not.toContain('You said');
    terminal.press('enter');
    await terminal.waitForText(`You said: ${text.length} characters, 80 lines.`);
  });

  test('three ways to write several lines', async () => {
    const { terminal } = await open();
    terminal.type('one');
    terminal.press('alt+enter');
    await terminal.waitForText(/› one\n/);
    terminal.type('two');
    // Read together, a word and a line feed are a word and its Enter.
    await terminal.waitForText(/^ {2}two$/m);
    terminal.press('ctrl+j');
    terminal.type('three\\');
    await terminal.waitForText('three\\');
    terminal.press('enter');
    await terminal.waitForNoText('three\\');
    terminal.type('four');
    await terminal.waitForText('four');
    terminal.press('enter');
    await terminal.waitForText('4 lines.');
  });

  test('the terminal’s own cursor stands where typing goes on', async () => {
    const { terminal } = await open();
    terminal.type('漢字ab');
    await terminal.waitForText('› 漢字ab');
    await terminal.waitForQuiet();
    const row = terminal.screen().findIndex((line) => line.includes('› 漢字ab'));
    expect(terminal.cursor()).toEqual({ column: 8, row });
    terminal.press('left', 'left', 'left');
    await poll('the cursor to move', () => terminal.cursor().column === 4);
    expect(terminal.cursor()).toEqual({ column: 4, row });
  });

  test('Up brings the last prompt back, Down the draft', async () => {
    const { terminal } = await open();
    terminal.type('first question\r');
    await terminal.waitForText('You said: 14');
    terminal.type('a draft');
    await terminal.waitForText('› a draft');
    terminal.press('up');
    await terminal.waitForNoText('› a draft');
    terminal.press('down');
    await terminal.waitForText('› a draft');
  });

  test('the menu of commands filters and completes', async () => {
    const { terminal } = await open();
    terminal.type('/');
    await terminal.waitForText('/search');
    terminal.type('he');
    await terminal.waitForNoText('/search');
    terminal.press('enter');
    await terminal.waitForText('put back what was cut');
    terminal.type('/hepl\r');
    await terminal.waitForText('There is no command /hepl. Did you mean /help?');
  });
});

describe('the start', () => {
  const slow = { env: { FAKE_CONNECT_GATE: 'connect' } };

  test('the chat is there before the daemon; a question that is sent meanwhile goes as soon as it can', async () => {
    const { terminal, openGate } = await open(slow);
    await terminal.waitForText('jackdaw 9.9.9');
    await terminal.waitForText('starting the daemon…');
    terminal.type('hello\r');
    await terminal.waitForText('next: hello');
    terminal.type('a draft');
    await terminal.waitForText('› a draft');
    openGate('connect');
    await terminal.waitForText('You said: 5 characters');
    await terminal.waitForText('› a draft');
  });

  test('a failed start is told with its reason, keeps what was typed, and is tried again with Enter', async () => {
    const { terminal, openGate } = await open(slow);
    terminal.type('hello\r');
    await terminal.waitForText('next: hello');
    openGate('connect', 'The disk is full. Make room on it.');
    await terminal.waitForText('The disk is full. Make room on it.');
    await terminal.waitForText('not connected: Enter tries again');
    await terminal.waitForText('next: hello');
    terminal.press('enter');
    await terminal.waitForText('starting the daemon…');
    openGate('connect');
    await terminal.waitForText('You said: 5 characters');
  });

  test('who leaves a chat that never had a daemon gets the exit code of the reason', async () => {
    const { terminal, openGate } = await open(slow);
    openGate('connect', 'The disk is full.');
    await terminal.waitForText('not connected');
    terminal.press('ctrl+d');
    expect(await terminal.exited).toBe(1);
  });
});

describe('the first run', () => {
  test('offers a key, a server, the demo, and keeps an entered key out of sight', async () => {
    const { terminal, folder } = await open({ env: { FAKE_NO_KEY: '1' }, waitForPrompt: false });
    await terminal.waitForText('Enter an API key');
    terminal.press('enter');
    await terminal.waitForText('Your API key');
    terminal.type('sk-secret-123');
    await terminal.waitForText('•••••••••••••');
    terminal.press('enter');
    await terminal.waitForText('The key is kept on this machine');
    expect(fs.readFileSync(path.join(folder, 'key'), 'utf8')).toBe('sk-secret-123');
    expect(terminal.raw()).not.toContain('sk-secret');
  });
});

describe('plain', () => {
  test('a line-based chat without an escape sequence', async () => {
    const { terminal } = await open({ args: ['--plain'], waitForPrompt: false, cols: 100 });
    await terminal.waitForText(/^>/m);
    terminal.type('hello\r');
    await terminal.waitForText('(model-small · 1.2 s (first word 400 ms) · 12 in, 34 out · $0.0042)');
    terminal.type('similar question\r');
    await terminal.waitForText(
      '(model-small · similar 0.94 · 3 days old · saved $0.0042 · 1.2 s (first word 400 ms))',
    );
    await terminal.waitForText('(the answer to: How do I reset it?)');
    expect(terminal.raw()).not.toContain('\u001b');
    terminal.type('/exit\r');
    expect(await terminal.exited).toBe(0);
  });
});
