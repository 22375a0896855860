import { expect, test } from 'vitest';
import { makeCommandHome } from '../command/command-home.ts';
import { startChat } from './start-chat.ts';

const SMALL = 4_000;
const CONFIG = {
  maxTokens: 500,
  windows: { 'claude-haiku-5-5': SMALL, 'claude-sonnet-5-5': SMALL, 'claude-opus-5-5': SMALL },
};

const text = (words: string, repeat = 1) => ({ blocks: [{ type: 'text' as const, text: words, repeat }] });

test('the chat says when older messages are summarised, why, and that the history has them; /compact does it by hand', async () => {
  await using bench = await makeCommandHome(CONFIG);
  bench.simulator.script('*', [
    text('One of many words. ', 300),
    text('Two of many words. ', 300),
    text('They spoke of words.'),
    text('The third answer.'),
    text('They spoke of words and answers.'),
    text('The fourth answer.'),
    text('Words, answers, and a third.'),
  ]);
  const terminal = await startChat(bench);
  try {
    for (const [number, name] of ['first', 'second'].entries()) {
      terminal.type(`The ${name} question\r`);
      await terminal.waitForText(
        new RegExp(`${number === 0 ? 'One' : 'Two'} of many words[\\s\\S]* in, .* out`),
      );
    }
    terminal.type('The third question\r');
    await terminal.waitForText(/The third answer\.[\s\S]* in, .* out/);
    const told = terminal.scrollback().join('\n').replace(/\s+/g, ' ');
    expect(told).toMatch(
      /older messages were summarised to make room: .* → \d+ tokens; the originals are in the history/,
    );
    terminal.type('/why\r');
    await terminal.waitForText('Context: older messages were summarised');

    terminal.type('/compact\r');
    await terminal.waitForText(/Summarising the older messages…[\s\S]*older messages were summarised/);
    terminal.type('/compact\r');
    await terminal.waitForText('There is nothing to summarise');
    terminal.type('The fourth question\r');
    await terminal.waitForText(/The fourth answer\.[\s\S]* in, .* out/);
  } finally {
    await terminal.close();
  }
  expect(JSON.stringify(bench.simulator.journal({ path: '/v1/messages' }).at(-1)?.body)).toContain(
    'They spoke of words and answers.',
  );
  const [latest] = await bench.json(['history', 'list', '--json']);
  const { stdout } = await bench.run(['history', 'show', latest.id]);
  expect(stdout.match(/One of many words/g)).toHaveLength(300);
  expect(stdout.match(/the model gets the summary for all above/g)).toHaveLength(2);
  const again = await bench.run(['history', 'compact', latest.id]);
  expect(again).toMatchObject({ code: 0, stdout: expect.stringMatching(/summarised to make room/) });
});
