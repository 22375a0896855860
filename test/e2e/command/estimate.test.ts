import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

const EASY = 'What is the capital of France?';
let bench: CommandHome;
const calls = () => bench.simulator.journal({ path: '/v1/messages' }).length;

beforeAll(async () => {
  bench = await makeCommandHome({ retry: { maxAttempts: 5, base: '1ms', cap: '5ms' } });
  bench.simulator.script('*', [{ times: 'forever' }]);
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('ask --estimate', () => {
  test('says who would answer, why and for how much, and asks nothing', async () => {
    const { code, stdout, stderr } = await bench.run(['ask', '--estimate', EASY]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^model {3}claude-haiku-5-5, the fast tier\nwhy {5}short question .* → fast$/m);
    expect(stdout).toMatch(/^task {4}simple_qa, \d\d % sure\ntokens {2}about \d\d in, 200 out$/m);
    expect(stdout).toMatch(
      /^cost {4}about \$0\.0001 where no cache answers; \$0\.00\d+ with the baseline model$/m,
    );
    expect(calls()).toBe(0);
    expect(await bench.json(['history', 'list', '--json'])).toEqual([]);
  });

  test('as JSON has the protocol’s fields, and follows the flags of a question', async () => {
    const estimate = await bench.json([
      'ask',
      '--estimate',
      '--json',
      '--model',
      'capable',
      '--max-tokens',
      '50',
      EASY,
    ]);
    expect(estimate).toEqual({
      model: 'claude-opus-5-5',
      tier: 'capable',
      task: 'simple_qa',
      confidence: expect.any(Number),
      reason: 'capable was asked for',
      contextTokens: expect.any(Number),
      answerTokens: 50,
      usd: expect.any(Number),
      baselineUsd: estimate.usd,
    });
    expect(estimate.usd).toBeCloseTo((estimate.contextTokens * 4 + 50 * 20) / 1e6, 12);
    expect(calls()).toBe(0);
  });

  test('of what no model has room for fails as the question would', async () => {
    const { code, stdout } = await bench.run(['ask', '--estimate', '--json', '--model', 'claude-haiku-4-5'], {
      input: 'A word and another one. '.repeat(60_000),
    });
    expect(code).not.toBe(0);
    expect(JSON.parse(stdout).error.code).toBe('context_exceeded');
  });

  test('without a question is a mistake of the command line', async () => {
    expect(await bench.run(['ask', '--estimate'])).toMatchObject({ code: 2, stdout: '' });
    expect((await bench.run(['ask', '--estimate', '--stream-json', EASY])).code).toBe(2);
  });
});

describe('what routing saved', () => {
  test('stands apart from what the cache saved, in ask --json, stats and trace', async () => {
    const answer = await bench.json(['ask', '--json', EASY]);
    expect(answer.savedUsd).toBe(0);
    const { usage } = answer;
    // Haiku's prices beside those of opus, which would answer everything without a router.
    const baseline = (usage.input * 4 + usage.output * 20) / 1e6;
    expect(answer.routingSavedUsd).toBeCloseTo(baseline - answer.costUsd, 9);

    const hit = await bench.json(['ask', '--json', EASY]);
    expect(hit.savedUsd).toBeCloseTo(answer.costUsd, 12);
    expect(hit).not.toHaveProperty('routingSavedUsd');

    const named = await bench.json(['ask', '--json', '--model', 'claude-sonnet-5-5', EASY]);
    expect(named).not.toHaveProperty('routingSavedUsd');

    expect((await bench.json(['stats', '--json'])).routingSavedUsd).toBeCloseTo(answer.routingSavedUsd, 12);
    expect((await bench.run(['stats'])).stdout).toMatch(
      /^cost {9}\$0\.\d+, saved \S*\$0\.\d+ by the cache; routing saved \$0\.\d+$/m,
    );
  });
});

describe('a trace tells', () => {
  const trace = async () => (await bench.run(['trace', 'last'])).stdout;

  test('the rule, the task and how sure it was; then who answered in the place of the chosen one', async () => {
    bench.simulator.script('*', ['529', '529', '529', {}]);
    await bench.run(['ask', 'What is the capital of Norway?']);
    const told = await trace();
    expect(told).toMatch(
      /^route claude-haiku-5-5 \(fast\): short question .* → fast · task simple_qa, \d\d % sure$/m,
    );
    expect(told).toMatch(
      /^then claude-sonnet-5-5 in the place of claude-haiku-5-5: claude-haiku-5-5 is overloaded$/m,
    );
  });

  test('that an answer was not what the schema asks for', async () => {
    const says = (text: string) => ({ blocks: [{ type: 'text' as const, text }] });
    bench.simulator.script('*', [says('{"score": "high"}'), says('{"score": 4}')]);
    const file = fileIn(bench.home, 'schema.json');
    writeFileSync(
      file,
      JSON.stringify({ type: 'object', properties: { score: { type: 'integer' } }, required: ['score'] }),
    );
    await bench.run(['ask', '--schema', file, 'How good is it?']);
    expect(await trace()).toMatch(/^then asked again: the answer was not what the schema asks for, .*score/m);
  });
});
