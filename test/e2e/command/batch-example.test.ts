import { cpSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { fileIn, makeCommandHome } from './command-home.ts';
import { shellBlocks, shellWith } from './example-shell.ts';

const example = fileURLToPath(new URL('../../../docs/examples/batch', import.meta.url));

test('the batch example runs as it is printed, and a second run asks nothing', async () => {
  await using bench = await makeCommandHome();
  const folder = fileIn(bench.home, 'batch');
  cpSync(example, folder, { recursive: true });
  const shell = shellWith(bench, folder);
  const [batch = '', count = ''] = shellBlocks(path.join(example, 'README.md'), 'sh');

  expect(await shell(batch)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('200 of 200 answered'),
  });
  const answers = readFileSync(path.join(folder, 'labels.jsonl'), 'utf8').trim().split('\n');
  expect(answers).toHaveLength(200);
  expect(JSON.parse(answers[0] ?? '')).toMatchObject({
    index: 0,
    id: 'm001',
    data: { topic: expect.stringMatching(/delivery|refund|defect|question/), urgent: expect.any(Boolean) },
  });
  const total = (await shell(`${count.trim()} | awk '{ sum += $1 } END { print sum }'`)).stdout;
  expect(total).toBe('200\n');

  const asked = bench.simulator.journal().length;
  expect(await shell(batch)).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('(200 by an earlier run)'),
  });
  expect(await shell(batch.replace('labels.jsonl', 'again.jsonl'))).toMatchObject({
    code: 0,
    stderr: expect.stringContaining('200 cached'),
  });
  expect(bench.simulator.journal()).toHaveLength(asked);
});
