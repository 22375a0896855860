import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { makeCommandHome } from './command-home.ts';
import { shellBlocks, shellWith } from './example-shell.ts';

const folder = fileURLToPath(new URL('../../../docs/examples/bash', import.meta.url));
const hasTools = ['curl', 'jq'].every((tool) => spawnSync(tool, ['--version']).status === 0);

test.skipIf(!hasTools)('the shell example runs as it is printed (needs curl and jq)', async () => {
  await using bench = await makeCommandHome();
  const shell = shellWith(bench, folder);
  const answer = (text: string) => ({ blocks: [{ type: 'text' as const, text }] });
  bench.simulator.script('*', [answer('A small "crow" \\ with pale eyes.'), answer('A bird.')]);
  const [script = '', whole = ''] = shellBlocks(path.join(folder, 'README.md'), 'sh');
  const { code, stdout } = await shell(script);
  expect({ code, last: stdout.split('\n').at(-2) }).toEqual({
    code: 0,
    last: 'A small "crow" \\ with pale eyes.',
  });
  expect(await shell(whole)).toMatchObject({ code: 0, stdout: expect.stringMatching(/\w/) });
});
