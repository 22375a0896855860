import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemoChat, type DemoChat } from '../../support/demo-chat.ts';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';

const CTRL_T = '\u0014';
const CTRL_O = '\u000f';
let chat: DemoChat;
let terminal: TestTerminal;

beforeEach(async () => {
  chat = await startDemoChat({ cols: 110, rows: 40 });
  terminal = chat.terminal;
});
afterEach(() => chat.close());

test('a similar question is a hit with its match a key away, and never again once it was asked fresh', async () => {
  const misses = () => terminal.scrollback().filter((row) => /^simulated · .* in, .* out/.test(row)).length;
  terminal.type('How do I reset my password?\r');
  await poll('the first answer', () => misses() === 1);
  terminal.type('/new\r');
  await terminal.waitForText('A new conversation.');

  terminal.type('What’s the process to reset my password?\r');
  await terminal.waitForText(/^simulated · .* · similar [01]\.\d\d · .* old · .* m?s$/m);
  await terminal.waitForText('Ctrl+T shows the matched question · Ctrl+O asks fresh');

  terminal.type(CTRL_T);
  await terminal.waitForText(/Asked +What’s the process to reset my password\?/);
  await terminal.waitForText(/Matched +How do I reset my password\?/);

  terminal.type(CTRL_O);
  await poll('an answer of the model', () => misses() === 2);

  // What was wrong once is not served to the same question again: the fresh answer is.
  terminal.type('/new\r');
  await poll(
    'another conversation',
    () => terminal.scrollback().filter((row) => row.includes('A new conversation.')).length === 2,
  );
  terminal.type('What’s the process to reset my password?\r');
  await terminal.waitForText(/^simulated · .* · exact hit/m);
  expect(misses()).toBe(2);
});

test('the cache is looked through, an answer shown, and one deleted', async () => {
  terminal.type('How do I reset my password?\r');
  await terminal.waitForText(/^simulated · .* in, .* out/m);
  terminal.type('/cache\r');
  await terminal.waitForText(/Cache +1 answer/);
  await terminal.waitForText(/▸ How do I reset .*0 hits/);
  await terminal.waitForText('You asked: How do I reset my password?');
  terminal.type('d');
  await terminal.waitForText('Delete this answer for good?');
  terminal.type('d');
  await terminal.waitForText('The cache is empty.');
  await terminal.waitForNoText('Delete this answer for good?');
});
