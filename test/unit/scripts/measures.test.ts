import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';

let folder = '';

beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-measures-'));
  fs.writeFileSync(
    path.join(folder, 'echo.bench.ts'),
    `export const name: string = 'echo';
     export const summary = 'gives back its arguments';
     export const run = async ({ args, note }: { args: string[]; note: (text: string) => void }) => {
       note('running');
       return { args };
     };`,
  );
});

afterEach(() => fs.rmSync(folder, { recursive: true }));

function measure(...args: readonly string[]) {
  const module = new URL('../../../scripts/measures.mjs', import.meta.url).href;
  const request = JSON.stringify({ kind: 'bench', folder, args });
  const script = `import { measure } from '${module}'; process.exitCode = await measure(${request});`;
  return spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
}

test('without a name the measures are listed with their summaries', () => {
  expect(measure().stdout).toContain('\n  echo            gives back its arguments\n');
  expect(JSON.parse(measure('--json').stdout)).toEqual(['echo']);
});

test('with --json the result is the one thing on standard output', () => {
  const { status, stdout, stderr } = measure('echo', '--clients', '2', '--json');
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({ args: ['--clients', '2'] });
  expect(stderr).toContain('jackdaw: running\n');
});

test('without --json the result is a table', () => {
  expect(measure('echo', 'loud').stdout).toBe('  args  ["loud"]\n');
});

test('an unknown name is a usage error that lists the known ones', () => {
  const { status, stdout, stderr } = measure('nonsense');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(/there is no bench "nonsense"[^]*echo/);
});
