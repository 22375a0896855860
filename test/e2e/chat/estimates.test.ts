import { afterEach, beforeEach, expect, test } from 'vitest';
import { startDemoChat } from '../../support/demo-chat.ts';
import type { TestTerminal } from '../../support/terminal.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { startChat } from './start-chat.ts';

let bench: CommandHome;
let terminal: TestTerminal;
beforeEach(async () => {
  bench = await makeCommandHome();
  bench.simulator.script('*', [{ times: 'forever' }]);
  terminal = await startChat(bench);
});
afterEach(async () => {
  await terminal.close();
  await bench[Symbol.asyncDispose]();
});

/** The line under the input. */
const status = (screen: readonly string[]) => screen.findLast((row) => row !== '') ?? '';
const calls = () => bench.simulator.journal({ path: '/v1/messages' }).length;

test('who would answer, why and for how much stands under the input before anything is asked', async () => {
  terminal.type('Write a Python function that merges two sorted lists');
  await terminal.waitForText(/^ {2}→ sonnet-5-5 · code · ~\d\d tokens · about \$0\.012 · \/help$/m);
  terminal.press('ctrl+u');
  await terminal.waitForNoText('Python');
  terminal.type('What is the capital of France?');
  await terminal.waitForText(/^ {2}→ haiku-5-5 · question · ~\d\d tokens · about \$0\.0001\d* · \/help$/m);
  terminal.press('ctrl+u');
  await terminal.waitForText('model: auto · /help');
  expect(calls()).toBe(0);
});

test('it is drawn once: a text that stays as it is costs no more bytes', async () => {
  terminal.type('What is the capital of France?');
  await terminal.waitForText('→ haiku');
  // What is drawn again and again lets it never be quiet for so long.
  await terminal.waitForQuiet(900);
});

test('the person’s own choice and the conversation are what it speaks of', async () => {
  terminal.type('/model capable\r');
  await terminal.waitForText('Questions go to capable from here on.');
  terminal.type('What is the capital of France?');
  await terminal.waitForText(/→ opus-5-5 · as chosen · ~\d\d tokens · about \$/);
  terminal.press('ctrl+u');
  await terminal.waitForNoText('France');
  terminal.type('/model auto\r');
  await terminal.waitForText('Each question is routed');
  terminal.type(`${'Tell me of jackdaws. '.repeat(60)}\r`);
  await terminal.waitForText('in, ');
  terminal.type('And of crows?');
  await terminal.waitForText(/→ \S+ · .* · ~[3-9]\d\d tokens · about/);
});

test('it can be switched off, and on again', async () => {
  terminal.type('/estimate off\r');
  await terminal.waitForText('Estimates are off, for this chat.');
  terminal.type('What is the capital of France?');
  await terminal.waitForText('› What is the capital of France?');
  await terminal.waitForQuiet(700);
  expect(status(terminal.screen())).toBe('  model: auto · /help');
  terminal.press('ctrl+u');
  await terminal.waitForNoText('France');
  terminal.type('/estimate\r');
  await terminal.waitForText('Estimates are shown below the input.');
  terminal.type('What is the capital of France?');
  await terminal.waitForText('→ haiku-5-5');
});

test('/better asks the last question again of the next tier, past the cache, up to the last', async () => {
  terminal.type('What is the capital of France?\r');
  await terminal.waitForText(/^claude-haiku-5-5 · [^]*[\s·]+routing\s+saved\s+\$/m);
  terminal.type('/better\r');
  await terminal.waitForText('Asked again of claude-sonnet-5-5, the balanced tier.');
  await terminal.waitForText(/^claude-sonnet-5-5 · /m);
  terminal.type('/better\r');
  await terminal.waitForText(/^claude-opus-5-5 · /m);
  terminal.type('/better\r');
  await terminal.waitForText('claude-opus-5-5 is the capable tier already: there is none above.');
  expect(calls()).toBe(3);
  terminal.type('/why\r');
  await terminal.waitForText('Model: claude-opus-5-5, the capable tier: capable was asked for.');
});

test('/why tells what routing saved apart from the cache', async () => {
  terminal.type('What is the capital of France?\r');
  await terminal.waitForText(/^claude-haiku-5-5 · /m);
  terminal.type('/why\r');
  await terminal.waitForText(/Cost: \S*\$0\.\d+; routing saved \$0\.\d+ beside the baseline model\./);
  terminal.type('/metrics full\r');
  await terminal.waitForText(/\$0 saved by the cache[\s·]+routing saved \$0\.\d+/);
});

test('in the demo it is called simulated', async () => {
  const demo = await startDemoChat({ cols: 80, rows: 24 });
  try {
    demo.terminal.type('What is the capital of France?');
    const screen = await demo.terminal.waitForText('→ haiku-5-5 · question');
    expect(status(screen)).toMatch(/ · ~\d+ tokens · simulated · \/help$/);
  } finally {
    await demo.close();
  }
});
