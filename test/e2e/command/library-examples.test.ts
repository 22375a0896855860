import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeCommandHome } from './command-home.ts';
import { shellBlocks, shellWith } from './example-shell.ts';

const docs = fileURLToPath(new URL('../../../docs', import.meta.url));
const examples = path.join(docs, 'examples/library');

test('the library’s page shows its examples, and each runs as it is printed', async () => {
  const files = readdirSync(examples);
  const texts = files.map((file) => readFileSync(path.join(examples, file), 'utf8'));
  expect(shellBlocks(path.join(docs, 'library.md'), 'ts').toSorted()).toEqual(texts.toSorted());

  await using bench = await makeCommandHome();
  const shell = shellWith(bench, examples);
  const run = async (file: string, answer: string, stall = false) => {
    const step = { blocks: [{ type: 'text' as const, text: answer }] };
    const fault = { kind: 'stall' as const, at: { event: 4 } };
    bench.simulator.script('*', [{ ...step, times: 'forever', ...(stall ? { fault } : {}) }]);
    return shell(`node --no-warnings ${file}`);
  };
  expect(await run('ask.ts', 'A small crow.')).toMatchObject({ code: 0, stdout: 'A small crow.\n' });
  expect(await run('stream.ts', 'Once upon a time.')).toMatchObject({
    code: 0,
    stdout: 'Once upon a time.',
    stderr: expect.stringMatching(/tokens in \d+ ms/),
  });
  const data = JSON.stringify({ title: 'Dinner', date: '2026-12-03', guests: ['Ann', 'Bo'] });
  expect(await run('data.ts', data)).toMatchObject({
    code: 0,
    stdout: '2026-12-03: Dinner, with Ann and Bo\n',
  });
  expect(await run('history.ts', 'A rook.')).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/: 4 messages\n\d+ answers kept/),
  });
  expect(await run('cancel.ts', 'one two three four five', true)).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/stopped after \d+ characters/),
  });
});
