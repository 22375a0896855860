import { appendFileSync, existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome({ retry: { maxAttempts: 1, base: '1ms' }, timeouts: { linger: '20ms' } });
});
beforeEach(() => bench.simulator.reset());
afterAll(() => bench[Symbol.asyncDispose]());

const lines = (text: string) =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line): Record<string, unknown> => JSON.parse(line));
const questions = (name: string, count: number) => {
  const all = Array.from({ length: count }, (_, index) => ({
    id: `${name}-${index}`,
    prompt: `${name} question ${index}?`,
  }));
  writeFileSync(fileIn(bench.home, `${name}.jsonl`), all.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return `${name}.jsonl`;
};

test('answers come a line each, in the order of the questions, and no conversation is made of them', async () => {
  const ended = await bench.run(['ask', '--batch', questions('order', 12), '--concurrency', '5']);
  expect(ended.code).toBe(0);
  expect(lines(ended.stdout).map(({ index, id }) => [index, id])).toEqual(
    Array.from({ length: 12 }, (_, index) => [index, `order-${index}`]),
  );
  expect(lines(ended.stdout)[0]).toMatchObject({ text: expect.stringMatching(/\w/), cache: 'miss' });
  expect(ended.stderr).toMatch(/^jackdaw: 12 of 12 answered in .* spent\n$/);
  expect(await bench.json(['history', 'list', '--json'])).toEqual([]);
});

test('a broken run is gone on with, behind the answers that are there', async () => {
  const file = questions('break', 6);
  const args = ['ask', '--batch', file, '--output', 'answers.jsonl', '--concurrency', '1'];
  const output = fileIn(bench.home, 'answers.jsonl');
  // The fourth never comes to an end.
  const text = { blocks: [{ type: 'text' as const, text: 'fine' }] };
  bench.simulator.script('*', [text, text, text, { ...text, fault: { kind: 'stall', at: { event: 3 } } }]);
  const running = bench.start(args);
  await poll('three answers', () => existsSync(output) && lines(readFileSync(output, 'utf8')).length === 3, {
    describe: running.stderr,
  });
  running.child.kill('SIGKILL');
  await running.ended;
  // As a crash of the machine may leave it.
  appendFileSync(output, '{"index":3,"id":"bre');
  bench.simulator.reset();

  const again = await bench.run(args);
  expect(again).toMatchObject({ code: 0, stdout: '' });
  expect(again.stderr).toContain('6 of 6 answered (3 by an earlier run)');
  expect(lines(readFileSync(output, 'utf8')).map(({ id }) => id)).toEqual(
    [0, 1, 2, 3, 4, 5].map((index) => `break-${index}`),
  );

  // Other questions are not put behind these answers.
  const other = await bench.run(['ask', '--batch', questions('other', 6), '--output', 'answers.jsonl']);
  expect(other).toMatchObject({ code: 2, stderr: expect.stringMatching(/no answer to question 1\./) });
  expect(lines(readFileSync(output, 'utf8'))).toHaveLength(6);
  truncateSync(output, 0);
});

test('what fails for one question is its answer; what fails for all ends the batch', async () => {
  const text = { blocks: [{ type: 'text' as const, text: 'fine' }] };
  const refused = {
    status: 400,
    error: { type: 'invalid_request_error' as const, message: 'no such thing' },
  };
  bench.simulator.script('*', [text, refused, text]);
  const some = await bench.run([
    'ask',
    '--batch',
    questions('some', 3),
    '--concurrency',
    '1',
    '--model',
    'claude-haiku-5-5',
  ]);
  expect(some).toMatchObject({ code: 1, stderr: expect.stringContaining('3 of 3 answered') });
  expect(lines(some.stdout).map((line) => 'error' in line)).toEqual([false, true, false]);

  const unauthorized = { status: 401 };
  bench.simulator.script('*', [text, unauthorized]);
  const all = await bench.run([
    'ask',
    '--batch',
    questions('all', 5),
    '--concurrency',
    '1',
    '--output',
    'all.out',
  ]);
  expect(all).toMatchObject({ code: 3, stderr: expect.stringContaining('1 of 5 answered') });
});

test('a bad line is found before anything is asked', async () => {
  const { code, stderr } = await bench.run(['ask', '--batch', '-'], { input: '"fine"\n{"prompt": 5}\n' });
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringMatching(/stdin, line 2: .*Nothing has been asked/),
  });
  expect(bench.simulator.journal()).toEqual([]);
});

test('the flags of a batch want a batch', async () => {
  expect(await bench.run(['ask', 'hi', '--output', 'x'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('--batch'),
  });
});
