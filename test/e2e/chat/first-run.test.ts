import { existsSync, readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { tourFile } from '../../../packages/tui/src/state/tour.ts';
import { makeCommandHome, type CommandHome } from '../command/command-home.ts';
import { startChat } from './start-chat.ts';

let bench: CommandHome;

beforeEach(async () => {
  bench = await makeCommandHome();
});
afterEach(() => bench[Symbol.asyncDispose]());

test('a server and a key are taken as people paste them, and kept; what cannot be reached is said, and the entry stays', async () => {
  const { paths } = bench.home;
  const env = { ANTHROPIC_API_KEY: undefined, ANTHROPIC_BASE_URL: undefined };
  const terminal = await startChat(bench, [], { cols: 80, rows: 24, env });
  try {
    await terminal.waitForText('Who is to answer?');
    terminal.press('down', 'enter');
    await terminal.waitForText('Enter an address');
    // Whatever answers on this machine: the last choice is the way to another.
    terminal.press('up', 'enter');
    await terminal.waitForText('The server’s address');
    terminal.type('localhost:1\r');
    await terminal.waitForText('cannot be reached');
    terminal.press('ctrl+u');
    terminal.type(`${bench.simulator.url.replace('http://', '')}/v1/\r`);
    await terminal.waitForText('Questions go to');
    expect(JSON.parse(readFileSync(paths.configFile, 'utf8')).baseUrl).toBe(bench.simulator.url);
    terminal.type('/setup\r');
    await terminal.waitForText('Who is to answer?');
    terminal.press('enter');
    await terminal.waitForText('Your API key');
    terminal.paste(' export ANTHROPIC_API_KEY="sk-test\n-key"\n');
    terminal.press('enter');
    await terminal.waitForText('accepts the key');
    expect(terminal.raw()).not.toContain('sk-test');
    expect(JSON.parse(readFileSync(paths.credentialsFile, 'utf8'))).toEqual({ apiKey: 'sk-test-key' });
    expect(statSync(paths.credentialsFile).mode & 0o777).toBe(0o600);
  } finally {
    await terminal.close();
  }
});

test.each([
  [120, 40],
  [40, 15],
])('a home is shown around once, a hint after each of the first answers, at %i×%i', async (cols, rows) => {
  const { state } = bench.home.paths;
  rmSync(tourFile(state));
  const first = await startChat(bench, [], { cols, rows });
  first.type('How do I reset my password?\r');
  await first.waitForText('Tip 1 of 3');
  // What the hint says is so.
  first.type('/new\r');
  await first.waitForText('A new conversation.');
  first.type('What’s the process to reset my password?\r');
  await first.waitForText(/·\s+similar\s+[01]\.\d\d/);
  await first.waitForText('Tip 2 of 3');
  first.type('three\r');
  await first.waitForText('Tip 3 of 3');
  await first.close();
  expect(existsSync(tourFile(state))).toBe(true);
  const second = await startChat(bench, [], { cols, rows });
  second.type('four\r');
  await second.waitForText(/four[^]*(claude-|hit)/);
  await second.waitForQuiet();
  expect(second.raw()).not.toContain('Tip');
  second.type('/tour\r');
  await second.waitForText(/3\. .*shows/);
  await second.close();
});
