import fs from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { startFakeChat, type FakeChat } from './start-fake-chat.ts';

let chat: FakeChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

const PNG = Buffer.from('\u0089PNG\r\n\u001a\n and more', 'latin1');

describe.each([
  [80, 24],
  [120, 40],
  [40, 15],
])('files that go along, at %i×%i', (cols, rows) => {
  test('are found, shown, checked and sent', async () => {
    const folder = fs.mkdtempSync(path.join(fs.realpathSync('/tmp'), 'jackdaw-attaching-'));
    const work = path.join(folder, 'work');
    fs.mkdirSync(path.join(work, 'src'), { recursive: true });
    fs.writeFileSync(path.join(work, 'my photo.png'), PNG);
    fs.writeFileSync(path.join(work, 'src', 'notes.md'), 'some words');
    chat = await startFakeChat({ cols, rows, folder, cwd: work });
    const { terminal } = chat;

    // Some letters of a name find it, Tab takes it, in quotes where it has spaces.
    terminal.type('compare @photo');
    await terminal.waitForText('▸ my photo.png');
    terminal.press('tab');
    await terminal.waitForText('› compare @"my photo.png"');
    await terminal.waitForText('attached: my photo.png (image,');
    terminal.type('to @nts');
    await terminal.waitForText('▸ src/notes.md');
    // Enter takes what the menu has marked; only the next one sends.
    terminal.press('enter');
    await terminal.waitForNoText('▸ src/notes.md');
    expect(terminal.screen().join('\n')).not.toContain('You said');
    terminal.press('enter');
    await terminal.waitForText(/with my photo\.png,\s+src\/notes\.md/);
    await terminal.waitForText('Attached: my photo.png (image,');

    // What is not there is said, and what was written is kept.
    terminal.type('and @gone.pdf too\r');
    await terminal.waitForText('There is no file gone.pdf');
    await terminal.waitForText('› and @gone.pdf too');
    terminal.press('ctrl+u');
    terminal.type('/attach "src/notes.md"\r');
    await terminal.waitForText('› @src/notes.md');
    terminal.type('what is it?\r');
    await terminal.waitForText('with src/notes.md');
    terminal.type('/attach nowhere.txt\r');
    await terminal.waitForText('There is no file nowhere.txt');
  });
});
