import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { CONTINUE_PROMPT } from '@jackdaw/core';
import { poll } from '../../support/poll.ts';
import { startTerminal } from '../../support/terminal.ts';
import { program } from '../chat/start-chat.ts';
import { makeCommandHome, type CommandHome, type Ended } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome();
});
beforeEach(() => bench.simulator.reset());
afterAll(() => bench[Symbol.asyncDispose]());

const text = (words: string) => ({ blocks: [{ type: 'text' as const, text: words }] });
const stalled = { ...text('one, two, three, four'), fault: { kind: 'stall' as const, at: { event: 4 } } };
const lastBody = () => JSON.stringify(bench.simulator.journal().at(-1)?.body);
const upstreamClosed = () =>
  poll('the end of the upstream call', () => bench.simulator.journal()[0]?.clientClosedAt !== null);

/** As a shell runs a line; its exit code is the last command's, or with `pipefail` the first that failed. */
function shell(line: string): Promise<Ended> {
  const child = spawn('/bin/bash', ['-c', line], {
    env: { ...bench.env, JACKDAW: `${process.execPath} ${program}` },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (data: string) => (stdout += data));
  child.stderr.setEncoding('utf8').on('data', (data: string) => (stderr += data));
  return new Promise((resolve) => {
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? -1, stdout, stderr }));
  });
}

describe('--continue without a question', () => {
  test('goes on with the answer that broke off, in the voice that began it', async () => {
    bench.simulator.script('*', [
      { ...text('one, two, three, four'), fault: { kind: 'reset', at: { event: 4 } } },
      text('and the rest.'),
    ]);
    const broken = await bench.run(['ask', '--model', 'claude-sonnet-4-6', 'Count']);
    expect(broken.code).toBe(1);
    expect(broken.stdout).toContain('one');
    expect(await bench.run(['ask', '--continue'])).toEqual({
      code: 0,
      stdout: 'and the rest.\n',
      stderr: '',
    });
    expect(lastBody()).toContain(CONTINUE_PROMPT);
    expect(bench.simulator.journal().at(-1)?.body).toMatchObject({ model: 'claude-sonnet-4-6' });
    const [latest] = await bench.json(['history', 'list', '--json']);
    const markdown = (await bench.run(['history', 'export', '--markdown', latest.id])).stdout;
    expect(markdown).toMatch(/one[^#]*and the rest\./);
    expect(markdown).not.toContain(CONTINUE_PROMPT);
  });

  test('goes on after Ctrl-C, too', async () => {
    bench.simulator.script('*', [stalled, text('three, four.')]);
    const running = bench.start(['ask', 'Count once more']);
    await poll('the first words', () => running.stdout().includes('one'), { describe: running.stderr });
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
    expect(await bench.run(['ask', '--continue'])).toMatchObject({ code: 0, stdout: 'three, four.\n' });
  });

  test('is a usage error where the last answer is whole', async () => {
    bench.simulator.script('*', [text('Done.')]);
    await bench.run(['ask', 'Be brief']);
    expect(await bench.run(['ask', '--continue'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there is nothing to continue'),
    });
  });
});

test('- stands for stdin, alone and behind words', async () => {
  await bench.run(['ask', '-'], { input: 'from a pipe' });
  expect(lastBody()).toContain('"from a pipe"');
  await bench.run(['ask', 'Sum up:', '-'], { input: 'a long text' });
  expect(lastBody()).toContain('Sum up:\\n\\na long text');
  expect(await bench.run(['ask', '-'])).toMatchObject({ code: 2 });
});

test('an id that no conversation has is a usage error', async () => {
  expect(await bench.run(['ask', '--conversation', 'nosuchid', 'Hello'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is no conversation nosuchid'),
  });
  expect(bench.simulator.journal()).toEqual([]);
});

describe('an output that takes no more', () => {
  test('a reader of one line ends the command quietly, and the upstream call', async () => {
    bench.simulator.script('*', [
      { blocks: [{ type: 'text', text: 'a line\n', repeat: 20_000 }], timing: { betweenTokensMs: 1 } },
    ]);
    const { code, stdout, stderr } = await shell('set -o pipefail; $JACKDAW ask "Many lines" | head -1');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: 'a line\n', stderr: '' });
    await upstreamClosed();
  });

  test.runIf(existsSync('/dev/full')).each(['', '--json', '--stream-json'])(
    'a full disk is said, and fails: ask %s',
    async (flag) => {
      const { code, stderr } = await shell(`$JACKDAW ask ${flag} "Full" > /dev/full`);
      expect({ code, stderr }).toEqual({
        code: 1,
        stderr: 'jackdaw: standard output could not be written: the disk is full\n',
      });
    },
  );

  test.runIf(existsSync('/dev/full'))('a full disk is said by every command', async () => {
    const { code, stderr } = await shell('$JACKDAW history list --json > /dev/full');
    expect(code).toBe(1);
    expect(stderr).toContain('the disk is full');
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends the turn at the service, keeps the part, and gives %i', async (signal, code) => {
  bench.simulator.script('*', [stalled]);
  const running = bench.start(['ask', `For ever, until ${signal}`]);
  await poll('the first words', () => running.stdout().includes('one'), { describe: running.stderr });
  running.child.kill(signal);
  expect((await running.ended).code).toBe(code);
  await upstreamClosed();
  const [latest] = await bench.json(['history', 'list', '--json']);
  const { messages } = await bench.json(['history', 'show', latest.id, '--json']);
  expect(messages[1]).toMatchObject({ state: 'interrupted', text: expect.stringContaining('one') });
});

test('a person is told on the terminal what the question waits for', async () => {
  await using slow = await makeCommandHome({ limits: { requestsPerSecond: 0.02, burst: 1 } });
  await slow.run(['ask', 'The first']);
  const recalled = path.join(slow.home.paths.state, 'prompts.jsonl');
  expect(existsSync(recalled)).toBe(false);
  const terminal = startTerminal({
    command: process.execPath,
    args: [program, 'ask', 'The second'],
    env: slow.env,
  });
  try {
    // Of 50 seconds those are left that a busy machine has not taken to start the command.
    await terminal.waitForText(/waiting for .*rate limit · place 1 · about [1-5]\d s/);
    // What a person typed can be recalled in the chat; what a script asked cannot.
    await poll('the prompt on disk', () => readFileSync(recalled, 'utf8') === '"The second"\n');
  } finally {
    await terminal.close();
  }
});
