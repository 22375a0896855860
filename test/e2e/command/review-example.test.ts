import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeCommandHome, type CommandHome } from './command-home.ts';
import { shellBlocks, shellWith } from './example-shell.ts';

const folder = fileURLToPath(new URL('../../../docs/examples/review', import.meta.url));
const blocks = (language: string) => shellBlocks(path.join(folder, 'README.md'), language);

const REVIEW = {
  sentiment: 'negative',
  score: 2,
  key_issues: ['battery lasts 20 minutes instead of 60', 'two letters without an answer'],
  recommended_action: 'Answer this week and offer a new battery or a refund.',
};

let bench: CommandHome;
let shell: ReturnType<typeof shellWith>;
beforeAll(async () => {
  bench = await makeCommandHome();
  shell = shellWith(bench, folder);
});
afterAll(() => bench[Symbol.asyncDispose]());

test('the review example runs as it is printed, and prints what it says', async () => {
  const [inShell = '', oneField = '', inTypeScript = ''] = blocks('sh');
  const [printed] = blocks('json');
  const [lines] = blocks('text');
  bench.simulator.script('*', [
    { blocks: [{ type: 'text', text: JSON.stringify(REVIEW) }] },
    { blocks: [{ type: 'text', text: JSON.stringify(REVIEW) }] },
  ]);
  expect(await shell(inShell)).toEqual({ code: 0, stdout: printed, stderr: '' });
  expect(await shell(oneField)).toEqual({ code: 0, stdout: `${REVIEW.recommended_action}\n`, stderr: '' });
  const typed = await shell(inTypeScript);
  expect({ ...typed, stdout: typed.stdout.split('\n').slice(-4).join('\n') }).toEqual({
    code: 0,
    stdout: lines,
    stderr: expect.not.stringContaining('Error'),
  });
});
