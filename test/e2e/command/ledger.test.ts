import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
let traceId = '';
beforeAll(async () => {
  bench = await makeCommandHome();
  traceId = (await bench.json(['ask', '--json', 'What is a jackdaw?'])).traceId;
  await bench.run(['ask', 'What is a jackdaw?']);
});
afterAll(() => bench[Symbol.asyncDispose]());

describe('the ledger on the command line', () => {
  test('is a table of turns, the titles first', async () => {
    const { code, stdout } = await bench.run(['ledger', 'export']);
    const lines = stdout.split('\r\n');
    expect(code).toBe(0);
    expect(lines[0]).toMatch(/^id,at,client,conversationId,model,cache,outcome,/);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(traceId);
    expect(lines[3]).toBe('');
  });

  test.each(['turn', 'attempt', 'day', 'model', 'client', 'conversation', 'tier'])(
    'by %s as JSON has the tokens and dollars of all',
    async (by) => {
      const rows: { outputTokens: number; costUsd: number }[] = await bench.json([
        'ledger',
        'export',
        '--by',
        by,
        '--format',
        'json',
        '--since',
        '1d',
      ]);
      const { total } = bench.simulator.ledger();
      expect(rows.reduce((sum, { outputTokens }) => sum + outputTokens, 0)).toBe(total.outputTokens);
      expect(rows.reduce((sum, { costUsd }) => sum + costUsd, 0)).toBeCloseTo(total.costUsd, 9);
    },
  );

  test('of days to come is an empty list, or no line', async () => {
    expect(await bench.json(['ledger', 'export', '--since', '2999-01-01', '--format', 'json'])).toEqual([]);
    expect((await bench.run(['ledger', 'export', '--since', '2999-01-01'])).stdout).toBe('');
  });

  test('is summed up over days: spent, saved, hits, the slowest turn, the date of the prices', async () => {
    const { stdout } = await bench.run(['stats', '--since', '7d']);
    for (const part of ['turns        2', 'by the cache', 'by routing', '1 exact', traceId, 'as of 20']) {
      expect(stdout).toContain(part);
    }
    // As in `stats`: the hit is no turn of the model.
    expect(stdout).toMatch(/^claude-\S+ +1 /m);
    const summary = await bench.json(['stats', '--since', '7d', '--json']);
    expect(summary).toMatchObject({ total: { turns: 2, hits: { exact: 1 } }, days: [{ turns: 2 }] });
  });

  test('has figures of the last hour', async () => {
    expect(await bench.json(['stats', '--window', 'hour', '--json'])).toMatchObject({
      window: 'hour',
      turns: 2,
    });
  });

  test('asks for a time that can be read, with exit code 2', async () => {
    const { code, stderr } = await bench.run(['stats', '--since', 'yesterday']);
    expect(code).toBe(2);
    expect(stderr).toContain('7d');
  });

  test('leads to traces, whose stages are drawn to scale', async () => {
    const { stdout } = await bench.run(['trace', traceId]);
    expect(stdout).toContain('█');
    expect(stdout).toMatch(/attempt 1 .*model=/);
    const plain = await bench.run(['trace', traceId, '--plain']);
    expect(plain.stdout).toContain('#');
    expect(plain.stdout).not.toContain('█');
  });
});
