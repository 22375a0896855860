import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { program } from '../chat/start-chat.ts';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

const folder = fileURLToPath(new URL('../../../docs/examples/review', import.meta.url));
const readme = readFileSync(path.join(folder, 'README.md'), 'utf8');
const blocks = (language: string) =>
  [...readme.matchAll(new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, 'gm'))].map(([, body = '']) => body);

const REVIEW = {
  sentiment: 'negative',
  score: 2,
  key_issues: ['battery lasts 20 minutes instead of 60', 'two letters without an answer'],
  recommended_action: 'Answer this week and offer a new battery or a refund.',
};

let bench: CommandHome;
let bin: string;
beforeAll(async () => {
  bench = await makeCommandHome();
  bin = fileIn(bench.home, 'bin');
  mkdirSync(bin);
  writeFileSync(path.join(bin, 'jackdaw'), `#!/bin/sh\nexec "${process.execPath}" "${program}" "$@"\n`);
  chmodSync(path.join(bin, 'jackdaw'), 0o755);
});
afterAll(() => bench[Symbol.asyncDispose]());

/** As printed, in the example's folder, where `jackdaw` and this Node are on the path. */
function shell(lines: string): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const PATH = [bin, path.dirname(process.execPath), bench.env['PATH']].join(path.delimiter);
  const child = spawn('/bin/bash', ['-c', `set -o pipefail\n${lines}`], {
    cwd: folder,
    env: { ...bench.env, PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  return new Promise((resolve) => {
    child.once('close', (code) => resolve({ code, stdout, stderr }));
  });
}

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
