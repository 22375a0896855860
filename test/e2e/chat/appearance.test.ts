import { afterAll, beforeAll, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startTerminal } from '../../support/terminal.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { program, startChat } from './start-chat.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome({ thinking: 'on' });
  bench.simulator.script('*', [{ times: 'forever' }]);
});
afterAll(() => bench[Symbol.asyncDispose]());

const LIGHT_BLUE = '\u001b[38;2;45;98;148m';

test('a light terminal gets colours that read on it, its answer is not typed into the input, themes change', async () => {
  const terminal = await startChat(bench, [], {
    background: 'rgb:fdfd/f6f6/e3e3',
    env: { COLORTERM: 'truecolor', TERM: 'xterm-256color' },
  });
  // The answer may come after the first paint: the colours follow.
  await poll('colours for a light ground', () => terminal.raw().includes(LIGHT_BLUE));
  await terminal.waitForText(/^›$/m);
  expect(terminal.screen().join('\n')).not.toContain('rgb:');

  terminal.type('/theme parper\r');
  await terminal.waitForText('There is no theme “parper”. Did you mean paper?');
  terminal.type('/theme contrast\r');
  await terminal.waitForText('jackdaw config set theme contrast');
  const before = terminal.raw().length;
  terminal.type('hello\r');
  await terminal.waitForText(/∴ thought for .* · Alt\+T shows it/);
  await terminal.waitForText('spent');
  await terminal.waitForQuiet();
  expect(terminal.raw().slice(before)).not.toContain(LIGHT_BLUE);
  terminal.type('/thinking show\r');
  await terminal.waitForText('┊ The question is: hello');
  await terminal.close();
});

test('for a screen reader, or where a terminal cannot move its cursor, the chat is plain lines', async () => {
  for (const variable of ['INK_SCREEN_READER=true', 'TERM=dumb']) {
    const terminal = startTerminal({
      command: '/usr/bin/env',
      args: [variable, process.execPath, program],
      env: bench.env,
      cols: 120,
      rows: 40,
    });
    await terminal.waitForText(/^>/m);
    // A question of its own: nobody thinks about one whose answer is kept.
    terminal.type(`hello ${variable}\r`);
    await terminal.waitForText(/\(thinking…\)[\s\S]*\(thought for [\s\S]*\(.*\$0/);
    expect(terminal.raw()).not.toContain('\u001b');
    terminal.type('/exit\r');
    expect(await terminal.exited).toBe(0);
  }
});
