import { afterEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startFakeChat, type FakeChat } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

describe.each([
  [80, 24],
  [120, 40],
  [40, 15],
])('the input at %i×%i', (cols, rows) => {
  test('text is changed, undone, cut, put back, selected and pasted as in a shell and an editor', async () => {
    chat = await startFakeChat({ cols, rows });
    const { terminal } = chat;
    const input = async (text: string) => {
      await terminal.waitForText(new RegExp(`^› ?${text.replaceAll(/[[\]]/g, '\\$&')}$`, 'm'));
    };

    terminal.type('one two');
    terminal.type(' three');
    await input('one two three');
    terminal.press('ctrl+w');
    await input('one two');
    terminal.press('ctrl+z');
    await input('one two three');
    terminal.press('ctrl+w', 'alt+left', 'ctrl+k');
    await input('one');
    terminal.press('ctrl+y');
    await input('one two');
    terminal.press('alt+y');
    await input('one three');
    terminal.press('ctrl+z');
    await input('one two');
    terminal.press('alt+z');
    await input('one three');

    // Selected text shows reversed, and typing takes its place.
    terminal.press('ctrl+shift+left');
    await poll('a reversed word', () => terminal.raw().includes('\u001b[7mthree\u001b[27m'));
    terminal.press('alt+w');
    await terminal.waitForText('copied');
    expect(terminal.raw()).toContain(`\u001b]52;c;${Buffer.from('three').toString('base64')}\u0007`);
    terminal.press('shift+home');
    terminal.type('X');
    await input('Xthree');
    terminal.press('ctrl+u', 'ctrl+k');
    await input('');

    // The terminal's own cursor is where typing goes on: over wide characters, and in a row that was wrapped.
    const wide = '漢字'.repeat(cols / 4 - 1);
    terminal.type(wide);
    await input(wide);
    terminal.type('ab漢');
    await terminal.waitForText('ab漢');
    await poll('the cursor in the second row', () => terminal.cursor().column === 6);
    expect(terminal.screen()[terminal.cursor().row]).toBe('  ab漢');
    terminal.press('left');
    await poll('the cursor to pass a wide character', () => terminal.cursor().column === 4);
    terminal.press('up');
    await poll('the cursor in the row above', () =>
      (terminal.screen()[terminal.cursor().row] ?? '').startsWith('› 漢'),
    );
    terminal.press('ctrl+c');
    await input('');

    // A long paste is a stand-in, in full on request, and never sends itself.
    const lines = Array.from({ length: 14 }, (_, line) => `line ${line}`);
    terminal.type('see ');
    terminal.paste(lines.join('\n'));
    await input('see [Pasted 14 lines #1]');
    terminal.press('tab');
    await terminal.waitForText(/^ {2}line 13$/m);
    terminal.press('ctrl+z');
    await input('see [Pasted 14 lines #1]');
    terminal.press('enter');
    await terminal.waitForText(`You said: ${4 + lines.join('\n').length} characters, 14 lines.`);

    // So it is in a terminal that does not bracket what it pastes.
    terminal.type('a\rb\rc\r');
    await terminal.waitForText(/› a\n {2}b\n {2}c/);
    expect(terminal.screen().join('\n')).not.toContain('You said: 1 ');
    terminal.press('ctrl+c');
    await input('');
  });
});

test('a paste of a megabyte is taken at once, does not hang the input, and is sent whole', async () => {
  chat = await startFakeChat();
  const { terminal } = chat;
  const text = 'some words of a long line, and more\n'.repeat(29_128);
  terminal.paste(text);
  await terminal.waitForText('[Pasted 29128 lines #1]');
  terminal.type(' and this');
  await terminal.waitForText('#1] and this');
  terminal.press('home', 'tab');
  await terminal.waitForText('too long to show here');
  terminal.press('enter');
  await terminal.waitForText(`You said: ${text.length + 9} characters`);
});
