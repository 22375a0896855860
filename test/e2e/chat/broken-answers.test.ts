import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTINUE_PROMPT } from '@jackdaw/core';
import { poll } from '../../support/poll.ts';
import type { TestTerminal } from '../../support/terminal.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { latestMessages, startChat } from './start-chat.ts';

let bench: CommandHome;
let terminal: TestTerminal;
beforeAll(async () => {
  bench = await makeCommandHome();
});
beforeEach(async () => {
  bench.simulator.reset();
  terminal = await startChat(bench);
});
afterEach(() => terminal.close());
afterAll(() => bench[Symbol.asyncDispose]());

const text = (words: string) => ({ blocks: [{ type: 'text' as const, text: words }] });
/** The last messages that the model was sent. */
const sent = (): readonly unknown[] => {
  const body = bench.simulator.journal().at(-1)?.body;
  return body !== null && typeof body === 'object' && 'messages' in body && Array.isArray(body.messages)
    ? body.messages
    : [];
};
const cut = (words: string) => ({ ...text(words), fault: { kind: 'reset' as const, at: { event: 5 } } });

test('an answer that was cut is marked, and Enter on the empty line goes on with it', async () => {
  bench.simulator.script('*', [cut('Jackdaws nest in chimneys and trees.'), text('chimneys, in pairs.')]);
  terminal.type('Where do they nest?\r');
  await terminal.waitForText('Enter or /continue goes on where it stopped');
  await terminal.waitForText('Interrupted: ');
  await terminal.waitForText('What had arrived is kept above.');
  terminal.press('enter');
  await terminal.waitForText(/going on where it stopped[\s\S]*in pairs\.[\s\S]* in, .* out/);

  expect(sent()).toMatchObject([
    { role: 'user', content: expect.anything() },
    { role: 'assistant', content: expect.anything() },
    { role: 'user', content: expect.anything() },
  ]);
  expect(JSON.stringify(sent().at(-1))).toContain(CONTINUE_PROMPT);
  const [question, answer, ...more] = await latestMessages(bench);
  expect(question).toMatchObject({ role: 'user', text: 'Where do they nest?' });
  expect(answer).toMatchObject({ role: 'assistant', state: 'complete' });
  expect(answer?.text).toMatch(/^Jackdaws nest .*in pairs\.$/);
  expect(more).toEqual([]);
});

test('an answer that was cancelled can be gone on with by /continue', async () => {
  bench.simulator.script('*', [
    { ...text('One, two, three, four, five.'), fault: { kind: 'stall', at: { event: 5 } } },
    text('three and four.'),
  ]);
  terminal.type('Count\r');
  await terminal.waitForText('One, two,');
  terminal.press('ctrl+c');
  await terminal.waitForText('Cancelled: what had arrived is kept above.');
  terminal.type('/continue\r');
  await terminal.waitForText('three and four.');
  await terminal.waitForText(/three and four\.[\s\S]* in, .* out/);
  expect((await latestMessages(bench)).map(({ state }) => state)).toEqual(['complete', 'complete']);
});

test('a killed daemon leaves the part, marked; the draft stays, and the next daemon goes on with it', async () => {
  bench.simulator.script('*', [
    { ...text(`${'A jackdaw came. '.repeat(30)}And then`), fault: { kind: 'stall', at: { event: 60 } } },
    text('it left.'),
  ]);
  terminal.type('Tell me\r');
  await terminal.waitForText('A jackdaw came. A jackdaw came.');
  terminal.type('a draft');
  await terminal.waitForText('› a draft');
  // What came last is on disk within a quarter of a second, on a busy machine somewhat later.
  await terminal.waitForQuiet(1_500);
  process.kill(bench.home.daemonFile()?.pid ?? 0, 'SIGKILL');
  await terminal.waitForText('Interrupted: The daemon stopped while it answered');
  await terminal.waitForText('Enter or /continue goes on where it stopped');
  await terminal.waitForText('› a draft');
  terminal.press('ctrl+u');
  await terminal.waitForNoText('› a draft');
  terminal.type('/continue\r');
  await terminal.waitForText('it left.');
  await terminal.waitForText(/it left\.[\s\S]* in, .* out/);
  const [, answer, ...more] = await latestMessages(bench);
  expect(answer?.text).toMatch(/^(A jackdaw came\. )+it left\.$/);
  expect(more).toEqual([]);
});

test('a daemon that was killed while nobody asked is replaced by the next question', async () => {
  const pid = bench.home.daemonFile()?.pid ?? 0;
  process.kill(pid, 'SIGKILL');
  terminal.type('Are you there?\r');
  await terminal.waitForText(/ in, .* out/);
  const screen = terminal.scrollback().join('\n');
  expect(screen).not.toMatch(/Failed|Interrupted/);
  expect(screen.match(/› Are you there\?/g)).toHaveLength(1);
  expect(bench.home.daemonFile()?.pid).not.toBe(pid);
});

describe('what cannot be answered now', () => {
  test('is asked again by /retry', async () => {
    bench.simulator.script('*', [
      { status: 500, times: 2, error: { type: 'api_error' } },
      text('Now it works.'),
    ]);
    terminal.type('Once more?\r');
    await terminal.waitForText(/› Once more\?\n[\s\S]*› Once more\?/);
    terminal.press('ctrl+u');
    await terminal.waitForNoText(/› Once more\?\n[\s\S]*› Once more\?/);
    terminal.type('/retry\r');
    await terminal.waitForText('Now it works.');
    await terminal.waitForNoText('/retry asks again');
  });

  test('says when to come back, and counts down', async () => {
    const busy = { status: 429, headers: { 'retry-after': '3600' }, error: { type: 'rate_limit_error' } };
    bench.simulator.script('*', [busy]);
    terminal.type('Busy?\r');
    await terminal.waitForText(/try again in \d+ m \d+ s · \/retry asks again/);
    const told = () => /try again in \d+ m( \d+ s)?/.exec(terminal.screen().join('\n'))?.[0];
    const first = told();
    await poll('another time', () => told() !== undefined && told() !== first);
    await terminal.waitForText(/› Busy\?\n[\s\S]*› Busy\?/);
  });
});

test('an unknown id to --resume is said, and another conversation can be chosen', async () => {
  const chat = await startChat(bench, ['--resume', 'nosuchid']);
  try {
    await chat.waitForText('History');
    chat.press('escape');
    await chat.waitForText('There is no conversation nosuchid');
  } finally {
    await chat.close();
  }
});
