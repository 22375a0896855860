import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { makeCommandHome, type CommandHome } from '../../e2e/command/command-home.ts';
import { poll } from '../../support/poll.ts';
import { startTerminal, type TestTerminal } from '../../support/terminal.ts';
import { expectNothingHostile, HOSTILE, HOSTILE_NAME, namedAnswer, untamedInColour } from './hostile-text.ts';

const program = fileURLToPath(new URL('../../../packages/tui/dist/jackdaw.mjs', import.meta.url));

/** The same text wherever Markdown has a place for one. */
const MARKDOWN = [
  `# ${HOSTILE}`,
  `paragraph ${HOSTILE} *${HOSTILE}* \`${HOSTILE}\` &#27;[66;66H &#x9b;66;66H`,
  `[${HOSTILE}](https://evil.example/${HOSTILE}) ![${HOSTILE}](${HOSTILE}) <https://evil.example/${HOSTILE}>`,
  `- ${HOSTILE}\n  - ${HOSTILE}`,
  `> ${HOSTILE}`,
  `| ${HOSTILE} | b |\n|--|--|\n| ${HOSTILE} | c |`,
  `<b title="${HOSTILE}">${HOSTILE}</b>`,
  `\`\`\`js ${HOSTILE}\nconst a = "${HOSTILE}"; // &#27;[66;66H\n\`\`\``,
  'the last words',
].join('\n\n');

const answer = namedAnswer(MARKDOWN);

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome({ retry: { maxAttempts: 1 }, tiers: { capable: HOSTILE_NAME } });
});
beforeEach(() => bench.simulator.script('*', [answer]));
afterAll(() => bench[Symbol.asyncDispose]());

const open = (...args: readonly string[]): TestTerminal & AsyncDisposable => {
  const terminal = startTerminal({
    command: process.execPath,
    args: [program, ...args],
    cols: 110,
    rows: 40,
    cwd: path.dirname(program),
    env: { ...bench.env, FORCE_HYPERLINK: '1' },
  });
  return Object.assign(terminal, { [Symbol.asyncDispose]: () => terminal.close() });
};

test.each([[['ask', '--cache', 'off', 'Say it']], [['history', 'list']], [['stats']], [['models']]])(
  'on a terminal %j writes nothing that drives it',
  async (args) => {
    await using terminal = open(...args);
    expect(await terminal.exited).toBe(0);
    expect(untamedInColour(terminal.raw())).toBe(null);
  },
);

test('the chat shows a hostile answer, its badge, an error, lists and figures, and none of them drives the terminal', async () => {
  await using terminal = open();
  await poll('the keyboard', () => terminal.raw().includes('\u001b[?2004h'));
  terminal.type('/metrics full\r');
  await terminal.waitForText('last: nothing asked yet');
  terminal.type('What do you say?\r');
  await terminal.waitForText(/claude-haikubegin.* in, .* out/);
  expect(terminal.scrollback().join('\n')).toContain('the last words');

  const thinking = { type: 'thinking' as const, thinking: HOSTILE };
  const text = { type: 'text' as const, text: `${MARKDOWN}\n\nnow that is all` };
  bench.simulator.script('*', [{ blocks: [thinking, text], wire: { chunk: 'random' } }]);
  terminal.type('Think about it\r');
  await terminal.waitForText('now that is all');
  await terminal.waitForText(/claude-[a-z]+-\d.* in, .* out/);

  bench.simulator.script('*', [{ status: 400, error: { type: 'invalid_request_error', message: HOSTILE } }]);
  terminal.type(`/new\r`);
  await terminal.waitForText('A new conversation.');
  terminal.paste(`pasted ${HOSTILE.replaceAll('\r', ' ')}`);
  await terminal.waitForText('pasted');
  terminal.press('enter');
  await terminal.waitForText(/did not accept the request/);
  for (const [command, shown] of [
    ['/why', 'Trace:'],
    ['/model', 'Who answers?'],
    ['/history', 'History'],
    ['/cache', 'Cache'],
  ]) {
    terminal.press('ctrl+u');
    await terminal.waitForQuiet(100);
    terminal.type(`${command}\r`);
    await terminal.waitForText(String(shown));
    if (command === '/why') continue;
    terminal.press('escape');
    await terminal.waitForNoText('Esc goes back');
    await poll('the chat', () => !terminal.onAlternateScreen());
  }
  expectNothingHostile(terminal.raw());
});
