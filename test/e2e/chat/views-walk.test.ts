import { afterEach, expect, test } from 'vitest';
import { startDemoChat, type DemoChat } from '../../support/demo-chat.ts';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';

let chat: DemoChat | null = null;
afterEach(async () => {
  await chat?.close();
  chat = null;
});

const alt = (terminal: TestTerminal, letter: string) => terminal.type(`\u001b${letter}`);
const onView = (terminal: TestTerminal) => poll('the view', () => terminal.onAlternateScreen());
const onChat = (terminal: TestTerminal) => poll('the chat', () => !terminal.onAlternateScreen());

test.each([
  [80, 24],
  [120, 40],
  [40, 15],
])(
  'at %i×%i one key answers: what it cost, why this model, from which cache, what is slow, what today cost',
  async (cols, rows) => {
    chat = await startDemoChat({ cols, rows });
    const { terminal } = chat;
    const fits = () => {
      expect(terminal.screen()).toHaveLength(rows);
      expect(terminal.screen().filter((row) => row.length > cols)).toEqual([]);
    };
    terminal.type('What is a semantic cache?\r');
    await terminal.waitForText(/^simulated ·/m);
    alt(terminal, 'l');
    await terminal.waitForText('last answer $0');
    alt(terminal, 'e');
    await onView(terminal);
    await terminal.waitForText(/route claude-/);
    fits();
    terminal.type('G');
    await terminal.waitForText('finish');
    terminal.type('q');
    await onChat(terminal);

    // The same question once more: the cache answers, and the trace says from what.
    terminal.type('/new\r');
    await terminal.waitForText('A new conversation.');
    terminal.type('What is a semantic cache?\r');
    await terminal.waitForText(/exact\s+hit/);
    alt(terminal, 'e');
    await terminal.waitForText('the same question in the');
    terminal.type('q');
    await onChat(terminal);

    alt(terminal, 'm');
    await terminal.waitForText('[1 h]');
    await terminal.waitForText('$0 today');
    fits();
    terminal.press('right');
    await terminal.waitForText('[day]');
    terminal.type('1');
    await terminal.waitForText('[1 min]');
    terminal.type('G');
    await terminal.waitForText('memory');
    // Nothing is drawn while no figure changes.
    await terminal.waitForQuiet(1_200);
    terminal.type('q');
    await onChat(terminal);

    alt(terminal, 'h');
    await terminal.waitForText('1 of 2');
    fits();
    terminal.type('/semantic cache');
    terminal.press('enter');
    await terminal.waitForText('by words');
    terminal.type('s');
    await terminal.waitForText('like this question');
    await terminal.waitForText(/[01]\.\d\d What/);
    terminal.press('escape');
    await terminal.waitForNoText('like this question');
    // The list is back, too, not the title alone: which entry is chosen depends on it.
    await terminal.waitForNoText(/[01]\.\d\d What/);
    terminal.type('r');
    await terminal.waitForText('New title:');
    terminal.press('ctrl+u');
    terminal.type('On jackdaws\r');
    await terminal.waitForText('Renamed.');
    await terminal.waitForText('On jackdaws');
    terminal.type('dd');
    await terminal.waitForText('In the trash');
    await terminal.waitForText('1 of 1');
    terminal.type('t');
    await terminal.waitForText('Trash');
    await terminal.waitForText('On jackdaws');
    terminal.press('enter');
    await terminal.waitForText('The trash is empty.');
    terminal.type('t');
    await terminal.waitForText('1 of 2');
    terminal.type('s/jackdaws');
    terminal.press('enter');
    await terminal.waitForText('1 of 1');
    terminal.press('enter');
    await onChat(terminal);
    await poll('the conversation', () =>
      terminal.scrollback().some((row) => row.includes('Going on with: On jackdaws')),
    );

    alt(terminal, 'c');
    await onView(terminal);
    await terminal.waitForText(/^▸ What is a semantic/m);
    terminal.type('p');
    await terminal.waitForText('[pinned]');
    await terminal.waitForText('Pinned: it neither');
    terminal.press('enter');
    fits();
    terminal.press('enter');
    terminal.type('dd');
    await terminal.waitForText('The cache is empty.');
    terminal.type('q');
    await onChat(terminal);
    expect(terminal.raw()).not.toContain('\u001b[3J');
  },
);
