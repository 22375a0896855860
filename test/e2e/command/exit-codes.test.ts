import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeAll(async () => {
  bench = await makeCommandHome();
  writeFileSync(
    fileIn(bench.home, 'schema.json'),
    JSON.stringify({
      type: 'object',
      properties: { count: { type: 'integer' } },
      required: ['count'],
      additionalProperties: false,
    }),
  );
});
beforeEach(() => bench.simulator.reset());
afterAll(() => bench[Symbol.asyncDispose]());

test('0: answered', async () => {
  expect((await bench.run(['ask', 'Hello'])).code).toBe(0);
});

test('1: the service failed', async () => {
  bench.simulator.script('*', [{ status: 500, times: 'forever', error: { type: 'api_error' } }]);
  expect(await bench.run(['ask', 'Fail'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^jackdaw: .+\n$/),
  });
});

test('2: nothing was asked', async () => {
  expect(await bench.run(['ask'])).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('There is nothing to ask'),
  });
});

test('3: the key is refused', async () => {
  bench.simulator.script('*', ['401']);
  expect(await bench.run(['ask', 'Let me in'])).toMatchObject({
    code: 3,
    stderr: expect.not.stringContaining('test-key'),
  });
});

test('3: there is no key', async () => {
  await using fresh = await makeCommandHome();
  const { ANTHROPIC_API_KEY: _key, ANTHROPIC_BASE_URL: _url, ...env } = fresh.env;
  expect(await fresh.run(['ask', 'Who pays?'], { env })).toMatchObject({
    code: 3,
    stdout: '',
    stderr: expect.stringContaining('ANTHROPIC_API_KEY'),
  });
});

test.each(['529', '429'])('4: still %s after all retries', async (scenario) => {
  bench.simulator.script(
    '*',
    Array.from({ length: 5 }, () => scenario),
  );
  expect((await bench.run(['ask', `Busy ${scenario}`])).code).toBe(4);
});

test('5: the answer never fits the schema', async () => {
  bench.simulator.script(
    '*',
    Array.from({ length: 5 }, () => 'structured-schema-invalid'),
  );
  const { code, stdout } = await bench.run(['ask', '--json', '--schema', 'schema.json', 'Count']);
  expect(code).toBe(5);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'invalid_output' } });
});

test('6: the model declines, and what it said is printed', async () => {
  bench.simulator.script('*', ['refusal-partial']);
  const { code, stdout, stderr } = await bench.run(['ask', 'Something bad']);
  expect(code).toBe(6);
  expect(stdout.trim()).not.toBe('');
  expect(stderr).toMatch(/declined|refus/i);
});

test('7: nobody is there', async () => {
  await bench.simulator.refuse();
  try {
    expect((await bench.run(['ask', 'Anybody?'])).code).toBe(7);
  } finally {
    await bench.simulator.accept();
  }
});

test('7: only the cache was to be asked, and it does not know', async () => {
  expect((await bench.run(['ask', '--cache', 'only', 'Never asked'])).code).toBe(7);
  expect(bench.simulator.journal()).toEqual([]);
});

test('8: the account has spent its money', async () => {
  bench.simulator.script('*', ['spend-limit']);
  expect((await bench.run(['ask', 'Money'])).code).toBe(8);
});

test('130: Ctrl-C cancels the turn at the service too', async () => {
  bench.simulator.script('*', ['stall-mid']);
  const running = bench.start(['ask', '--json', 'For ever']);
  await poll('the request', () => bench.simulator.journal().length > 0, { describe: running.stderr });
  running.child.kill('SIGINT');
  const { code, stdout } = await running.ended;
  expect(code).toBe(130);
  expect(JSON.parse(stdout)).toMatchObject({ error: { code: 'cancelled' } });
  await poll('the end of the upstream call', () => bench.simulator.journal()[0]?.clientClosedAt !== null);
});
