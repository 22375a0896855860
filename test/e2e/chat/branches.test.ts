import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { startTerminal, type TestTerminal } from '../../support/terminal.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { latestMessages, program } from './start-chat.ts';

let bench: CommandHome;
let terminal: TestTerminal;

beforeEach(async () => {
  bench = await makeCommandHome();
});
afterEach(async () => {
  await terminal.close();
  await bench[Symbol.asyncDispose]();
});

async function open(cols: number, rows: number, args: readonly string[] = []): Promise<TestTerminal> {
  terminal = startTerminal({
    command: process.execPath,
    args: [program, ...args],
    cols,
    rows,
    cwd: bench.home.folder,
    // No desktop: what is copied goes through the terminal.
    env: { ...bench.env, DISPLAY: undefined, WAYLAND_DISPLAY: undefined, WSL_DISTRO_NAME: undefined },
  });
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
  await terminal.waitForText('/help');
  await terminal.waitForNoText('starting the daemon');
  return terminal;
}

const answers = (...texts: readonly string[]) =>
  bench.simulator.script(
    '*',
    texts.map((text) => ({ blocks: [{ type: 'text' as const, text, whole: true }] })),
  );
/** An answer is on the screen a moment before it is on record. */
async function untilSaid(...texts: readonly string[]): Promise<void> {
  let said: readonly string[] = [];
  const isSo = async () => {
    said = (await latestMessages(bench)).map(({ text }) => text);
    return JSON.stringify(said) === JSON.stringify(texts);
  };
  await poll(texts.join(' / '), isSo, { describe: () => said.join(' / ') });
}
const send = (text: string) => terminal.type(`${text}\r`);

test('80×24: another answer is kept beside the first, the chosen one goes on, and an edited question forks', async () => {
  answers('It is one.', 'It is two.', 'It is three.', 'Another road.');
  await open(80, 24);
  send('Name a number');
  await terminal.waitForText(/^It is one\./m);
  await terminal.waitForText(/ in,\s+\d+\s+out/);
  send('/regenerate');
  await terminal.waitForText('answer 2 of 2');
  send('/flip');
  await terminal.waitForText('Answer 1 of 2 counts from here on');
  await untilSaid('Name a number', 'It is one.');
  send('Now add to it');
  await terminal.waitForText(/^It is three\./m);
  const sent = JSON.stringify(bench.simulator.journal({ path: '/v1/messages' }).at(-1)?.body);
  expect(sent).toContain('It is one.');
  expect(sent).not.toContain('It is two.');

  send('/edit');
  await terminal.waitForText('Edit which question?');
  await terminal.waitForText(/▸ Now add to it\s.*question 2/);
  terminal.press('enter');
  await terminal.waitForText('› Now add to it');
  await terminal.waitForText('Enter asks it in a fork');
  // Given up: the next question goes on as before.
  terminal.press('ctrl+c');
  await terminal.waitForNoText('Enter asks it in a fork');
  send('/edit 2');
  await terminal.waitForText('Enter asks it in a fork');
  terminal.type(' twice\r');
  await terminal.waitForText(/^Another road\./m);
  await untilSaid('Name a number', 'It is one.', 'Now add to it twice', 'Another road.');
  const all = await bench.json(['history', 'list', '--json']);
  expect(all).toMatchObject([{ forkedFrom: { at: 2 } }, { turns: 3 }]);

  // An earlier question's other answer, and what the other conversation asked here.
  send('/flip');
  await terminal.waitForText(/▸ Now add to it\s.*question 2 · asked in another way/);
  terminal.press('up');
  await terminal.waitForText(/▸ It is two\.\s.*question 1 · answer 2 of 2/);
  terminal.press('enter');
  await terminal.waitForText('In a fork from here on, with answer 2 of 2 to question 1');
  await terminal.waitForText('answer 2 of 2 · /flip shows the other');
  await untilSaid('Name a number', 'It is two.');
  send('/flip 1 2');
  await terminal.waitForText('Answer 2 to question 1 counts already.');
  send('/flip 1 1');
  await terminal.waitForText('Answer 1 of 2 counts from here on');
  expect(terminal.raw()).not.toContain('\u001b[3J');
});

test('120×40: commands and their arguments are found by a few letters, in the menu and in the palette', async () => {
  answers('The moon pulls.', 'Feathers.');
  await open(120, 40);
  send('Why are there tides?');
  await terminal.waitForText(/^The moon pulls\./m);
  send('/rename Moon and tides');
  await terminal.waitForText('is called “Moon and tides” now');
  send('/new');
  await terminal.waitForText('A new conversation.');
  send('What are wings made of?');
  await terminal.waitForText(/^Feathers\./m);

  terminal.type('/mdl');
  await terminal.waitForText('▸ /model');
  terminal.press('tab');
  await terminal.waitForText('▸ auto');
  terminal.type('fas');
  await terminal.waitForText('▸ fast');
  terminal.press('enter');
  await terminal.waitForText('Questions go to fast from here on.');

  // A draft outlives the palette.
  terminal.type('a draft');
  await terminal.waitForText('› a draft');
  terminal.type('\u0010');
  await terminal.waitForText('type to find a command');
  terminal.type('fres');
  await terminal.waitForText(/▸ \/fresh .*Ctrl\+O/);
  terminal.press('ctrl+u');
  await terminal.waitForText('/ ▏');
  terminal.type('cost');
  await terminal.waitForText('▸ /cost');
  terminal.press('enter');
  await terminal.waitForText(/today +<?\$/);
  await terminal.waitForText('› a draft');
  terminal.press('ctrl+c');

  send('/resume moon tides');
  await terminal.waitForText('Going on with: Moon and tides');
  send('/serch tides');
  await terminal.waitForText('There is no command /serch. Did you mean /search?');
  await terminal.waitForText('› /serch tides');
  terminal.press('ctrl+c');
  send('/search feathers');
  await terminal.waitForText('Found for “feathers”');
  terminal.press('enter');
  await terminal.waitForText('Going on with: What are wings made of?');
});

test('40×15: code is written once asked, the trash gives back, exports never take another file’s place', async () => {
  answers('Two ways:\n\n```sh\necho one\n```\n\n```ts\nlet two = 2;\n```\n');
  await open(40, 15);
  send('Show me code');
  await terminal.waitForText('let two = 2;');
  await terminal.waitForText(/ in, /);
  send('/code');
  await terminal.waitForText('1 line: let two = 2;');
  send('/copy');
  await terminal.waitForText('OSC 52');
  const sequence = /\u001b\]52;c;([A-Za-z0-9+/=]+)/.exec(terminal.raw())?.[1] ?? '';
  expect(Buffer.from(sequence, 'base64').toString()).toContain('echo one');
  const file = path.join(bench.home.folder, 'two.ts');
  writeFileSync(file, 'precious');
  send('/code 2 two.ts');
  await terminal.waitForText('two.ts is there already.');
  await terminal.waitForText('▸ Keep it');
  terminal.press('enter');
  await terminal.waitForNoText('two.ts is there already.');
  expect(readFileSync(file, 'utf8')).toBe('precious');
  send('/code 2 two.ts');
  await terminal.waitForText('▸ Keep it');
  terminal.press('down', 'enter');
  await poll('the file', () => readFileSync(file, 'utf8') === 'let two = 2;\n');

  send('/export html');
  await poll('a page', () => existsSync(path.join(bench.home.folder, 'show-me-code.html')));
  send('/export html');
  await poll('another page', () => existsSync(path.join(bench.home.folder, 'show-me-code-2.html')));
  expect(readFileSync(path.join(bench.home.folder, 'show-me-code.html'), 'utf8')).toContain('<code>echo one');
  expect(readdirSync(bench.home.folder).filter((name) => name.endsWith('.html'))).toHaveLength(2);

  send('/delete');
  await terminal.waitForText('/restore brings it back');
  expect(await bench.json(['history', 'list', '--json'])).toEqual([]);
  send('/restore');
  await terminal.waitForText(/in,\s+\d+\s+out/);
  await poll('it is back', async () => (await bench.json(['history', 'list', '--json'])).length === 1);
  expect(terminal.scrollback().every((line) => line.length <= 40)).toBe(true);
  expect(terminal.raw()).not.toContain('\u001b[3J');
});
