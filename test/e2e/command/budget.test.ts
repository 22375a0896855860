import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTerminal, type TestTerminal } from '../../support/terminal.ts';
import { program, startChat } from '../chat/start-chat.ts';
import { makeCommandHome, type CommandHome } from './command-home.ts';

/** A sonnet's answer of a thousand tokens is a cent; the third goes over three cents with its question. */
const CONFIG = {
  model: 'claude-sonnet-5-5',
  maxTokens: 1_000,
  budget: { daily: 0.03 },
  retry: { maxAttempts: 1 },
};
const ANSWER = { usage: { outputTokens: 1_000 }, times: 'forever' } as const;

let bench: CommandHome;
const calls = () => bench.simulator.journal({ path: '/v1/messages' }).length;

describe('the day’s budget', () => {
  beforeAll(async () => {
    bench = await makeCommandHome(CONFIG);
    bench.simulator.script('*', [ANSWER]);
  });
  afterAll(() => bench[Symbol.asyncDispose]());

  test('is not overspent by many who ask at once', async () => {
    const asked = await Promise.all(
      Array.from({ length: 5 }, (_, index) => bench.run(['ask', `Question ${index}?`])),
    );
    expect(asked.filter(({ code }) => code === 0)).toHaveLength(2);
    expect(asked.filter(({ code }) => code === 8)).toHaveLength(3);
    expect(calls()).toBe(2);
    const { budget, costUsd } = await bench.json(['stats', '--json']);
    expect(budget).toEqual({ dailyUsd: 0.03, spentUsd: costUsd, resetsAt: expect.any(Number) });
    expect(budget.spentUsd).toBeGreaterThan(0.02);
    expect(budget.spentUsd).toBeLessThanOrEqual(0.03);
  });

  test('refuses with exit code 8, in words, without a call; what is cached still answers', async () => {
    const before = calls();
    const refused = await bench.run(['ask', 'Once more?']);
    expect(refused).toMatchObject({
      code: 8,
      stdout: '',
      stderr: expect.stringMatching(/\$0\.020\d of \$0\.0300 is spent.*--over-budget/s),
    });
    const answers = await Promise.all(
      Array.from({ length: 5 }, (_, index) => bench.run(['ask', '--cache', 'only', `Question ${index}?`])),
    );
    expect(answers.filter(({ code }) => code === 0)).toHaveLength(2);
    expect(calls()).toBe(before);
  });

  test('is shown by stats', async () => {
    expect((await bench.run(['stats'])).stdout).toMatch(
      /^budget {7}\$0\.020\d* of \$0\.030\d* spent today, new at \d{4}-\d\d-\d\d 00:00$/m,
    );
  });

  test('is exceeded for who says so, and that is counted', async () => {
    const before = calls();
    expect(await bench.run(['ask', '--over-budget', 'All the same?'])).toMatchObject({ code: 0 });
    expect(calls()).toBe(before + 1);
    expect((await bench.json(['stats', '--json'])).budget.spentUsd).toBeGreaterThan(0.03);
  });

  test('outlives the daemon, and can be raised', async () => {
    expect((await bench.run(['config', 'set', 'budget.daily', '5'])).code).toBe(0);
    expect((await bench.run(['daemon', 'restart'])).code).toBe(0);
    const { budget } = await bench.json(['stats', '--json']);
    expect(budget).toMatchObject({ dailyUsd: 5 });
    expect(budget.spentUsd).toBeGreaterThan(0.03);
    expect((await bench.run(['ask', 'Raised?'])).code).toBe(0);
    expect((await bench.run(['config', 'set', 'budget.daily', '-1'])).code).not.toBe(0);
  });
});

describe('the day’s budget in the chat', () => {
  let terminal: TestTerminal;
  beforeEach(async () => {
    bench = await makeCommandHome({ ...CONFIG, budget: { daily: 0.001 } });
    bench.simulator.script('*', [ANSWER]);
  });
  afterEach(async () => {
    await terminal.close();
    await bench[Symbol.asyncDispose]();
  });

  test('is told, and /over-budget asks the same question again', async () => {
    terminal = await startChat(bench);
    terminal.type('Why not?\r');
    await terminal.waitForText('budget does not reach');
    await terminal.waitForText(/\/over-budget/);
    expect(calls()).toBe(0);
    terminal.type('/over-budget\r');
    await terminal.waitForText(/\n *claude-sonnet-5-5 · /);
    const [call] = bench.simulator.journal({ path: '/v1/messages' });
    expect(call?.body).toMatchObject({ messages: [{ role: 'user', content: 'Why not?' }] });
    terminal.type('/metrics\r');
    await terminal.waitForText(/of \$0\.001\d* today/);
  });

  test('is told in the line-based chat, and exceeded there, too', async () => {
    terminal = startTerminal({
      command: process.execPath,
      args: [program, '--plain'],
      env: bench.env,
      cols: 100,
    });
    await terminal.waitForText(/^>/m);
    terminal.type('Why not?\r');
    await terminal.waitForText(/over_budget|budget does not reach/);
    terminal.type('/over-budget\r');
    await terminal.waitForText(/\(claude-sonnet-5-5 · /);
    expect(calls()).toBe(1);
  });
});
