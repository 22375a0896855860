import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome();
});
beforeEach(() => bench.simulator.reset());
afterAll(() => bench[Symbol.asyncDispose]());

const text = (words: string) => ({ blocks: [{ type: 'text' as const, text: words }] });
/** Every text that the last request carried. */
const lastRequest = () => JSON.stringify(bench.simulator.journal().at(-1)?.body);

describe('the answer on stdout', () => {
  test('is the model’s text and a line break; stderr is silent', async () => {
    bench.simulator.script('*', [text('Blue light scatters most.')]);
    expect(await bench.run(['ask', 'Why', 'is the sky blue?'])).toEqual({
      code: 0,
      stdout: 'Blue light scatters most.\n',
      stderr: '',
    });
  });

  test('comes while the model still writes', async () => {
    bench.simulator.script('*', [
      { ...text('first second third fourth'), fault: { kind: 'stall', at: { event: 4 } } },
    ]);
    const running = bench.start(['ask', 'Count slowly']);
    await poll('the first words', () => running.stdout().includes('first'), { describe: running.stderr });
    running.child.kill('SIGINT');
    expect((await running.ended).code).toBe(130);
  });

  test('never carries an escape sequence', async () => {
    bench.simulator.script('*', [text('\u001b]0;owned\u0007\u001b[31mred\u001b[0m')]);
    expect((await bench.run(['ask', 'Paint it'])).stdout).toBe('red\n');
  });

  test('keeps the model’s own last line break', async () => {
    bench.simulator.script('*', [text('one line\n')]);
    expect((await bench.run(['ask', 'One line'])).stdout).toBe('one line\n');
  });
});

describe('the question', () => {
  test('is the words, then stdin, then the files', async () => {
    writeFileSync(fileIn(bench.home, 'notes.txt'), 'remember\n');
    await bench.run(['ask', '--file', 'notes.txt', '--', 'review', 'this'], { input: 'from stdin\n' });
    expect(lastRequest()).toContain(
      JSON.stringify('review this\n\nfrom stdin\n\nnotes.txt\n```\nremember\n```').slice(1, -1),
    );
  });

  test('may come from stdin alone', async () => {
    expect((await bench.run(['ask'], { input: 'only this' })).code).toBe(0);
    expect(lastRequest()).toContain('only this');
  });

  test('does not wait for ever for a stdin that a parent left open', async () => {
    const { code, stderr } = await bench.run(['ask', 'Hello there'], { leaveOpen: true });
    expect(code).toBe(0);
    expect(stderr).toContain('nothing came on stdin');
  });

  test('carries the flags', async () => {
    await bench.run([
      'ask',
      '--model',
      'claude-sonnet-4-6',
      '--system',
      'Be brief.',
      '--max-tokens',
      '77',
      'flags',
    ]);
    expect(bench.simulator.journal().at(-1)?.body).toMatchObject({
      model: 'claude-sonnet-4-6',
      max_tokens: 77,
    });
    expect(lastRequest()).toContain('Be brief.');
  });
});

describe('--json', () => {
  test('prints one object with the documented fields', async () => {
    bench.simulator.script('*', [text('four')]);
    const { code, stdout } = await bench.run(['ask', '--json', 'What is 2 + 2?']);
    expect(code).toBe(0);
    expect(stdout.trim().split('\n')).toHaveLength(1);
    const result = JSON.parse(stdout);
    expect(Object.keys(result)).toEqual([
      'text',
      'model',
      'cache',
      'usage',
      'costUsd',
      'savedUsd',
      'routingSavedUsd',
      'latencyMs',
      'ttftMs',
      'traceId',
      'conversationId',
      'stopReason',
    ]);
    expect(result).toMatchObject({
      text: 'four',
      cache: 'miss',
      savedUsd: 0,
      stopReason: 'end_turn',
      usage: { input: expect.any(Number) },
    });
  });

  test('tells a hit from a miss, and what it saved', async () => {
    const first = await bench.json(['ask', '--json', 'Asked twice']);
    const second = await bench.json(['ask', '--json', 'Asked twice']);
    expect(second).toMatchObject({ text: first.text, cache: 'exact', costUsd: 0, savedUsd: first.costUsd });
    expect(second.conversationId).not.toBe(first.conversationId);
    expect(bench.simulator.journal()).toHaveLength(1);
  });

  test('is an object with an error where there is no answer', async () => {
    bench.simulator.script('*', [
      { status: 401, error: { type: 'authentication_error', message: 'invalid x-api-key' } },
    ]);
    const { code, stdout } = await bench.run(['ask', '--json', 'No way in']);
    expect(code).toBe(3);
    expect(JSON.parse(stdout)).toEqual({
      error: {
        code: 'credentials_rejected',
        message: expect.any(String),
        retryable: false,
        traceId: expect.any(String),
      },
    });
  });

  test('keeps the part that had arrived', async () => {
    bench.simulator.script('*', ['reset-mid', 'reset-mid', 'reset-mid']);
    const { code, stdout } = await bench.run(['ask', '--json', 'Cut me off']);
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      error: { code: 'interrupted', retryable: true },
      text: expect.stringMatching(/\S/),
    });
  });
});

test('--stream-json prints every event as a line, from the start of the turn to its one end', async () => {
  const { stdout } = await bench.run(['ask', '--stream-json', 'Tell me all']);
  const types = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line).type);
  expect(types[0]).toBe('turn-start');
  expect(types.at(-1)).toBe('turn-end');
  expect(types.filter((type) => type === 'turn-end')).toHaveLength(1);
  expect(types).toContain('text-delta');
});

test('--schema prints the data as JSON', async () => {
  writeFileSync(
    fileIn(bench.home, 'schema.json'),
    JSON.stringify({
      type: 'object',
      properties: { name: { type: 'string' }, count: { type: 'integer' } },
      required: ['name', 'count'],
      additionalProperties: false,
    }),
  );
  const { code, stdout } = await bench.run(['ask', '--schema', 'schema.json', 'A thing']);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ name: expect.any(String), count: expect.any(Number) });
  expect(await bench.json(['ask', '--json', '--schema', 'schema.json', 'A thing'])).toMatchObject({
    data: { name: expect.any(String) },
    cache: 'exact',
  });
});

describe('a conversation', () => {
  test('goes on with --continue and with --conversation, also by the beginning of its id', async () => {
    const { conversationId } = await bench.json(['ask', '--json', 'My name is Ada']);
    expect((await bench.json(['ask', '--json', '--continue', 'And then?'])).conversationId).toBe(
      conversationId,
    );
    expect(
      (await bench.json(['ask', '--json', '--conversation', conversationId.slice(0, -1), 'And now?']))
        .conversationId,
    ).toBe(conversationId);
    expect(lastRequest()).toContain('My name is Ada');
  });
});

test('a reader that leaves ends the command quietly', async () => {
  bench.simulator.script('*', [
    { blocks: [{ type: 'text', text: 'a line of some length\n', repeat: 20_000 }] },
  ]);
  const running = bench.start(['ask', 'A lot']);
  running.child.stdout?.once('data', () => running.child.stdout?.destroy());
  expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
});
