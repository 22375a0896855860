import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { root } from '../../../scripts/root.mjs';

function run(command: string, args: readonly string[], cwd: string) {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${status}\n${stdout}${stderr}`);
  return stdout;
}

test('the package has what it runs on, its licences and its manual, and runs', { timeout: 600_000 }, () => {
  // Below the checkout, so that the packages with compiled code are found as an install would have them.
  const folder = fs.mkdtempSync(path.join(root, '.build', 'package-test-'));
  onTestFinished(() => fs.rmSync(folder, { recursive: true, force: true }));
  const told = JSON.parse(run(process.execPath, ['scripts/pack.mjs', folder], root));
  expect(told.bytes).toBeLessThan(2 * 1024 * 1024);
  run('tar', ['-xzf', told.package], folder);
  const at = path.join(folder, 'package');

  const manifest = JSON.parse(fs.readFileSync(path.join(at, 'package.json'), 'utf8'));
  expect(manifest.name).toBe('jackdaw');
  expect(Object.keys(manifest.dependencies)).toEqual(['level', 'zod']);
  expect(Object.keys(manifest.optionalDependencies)).toEqual(['@xenova/transformers']);
  expect(manifest).not.toHaveProperty('scripts');
  expect(fs.readFileSync(path.join(at, 'THIRD-PARTY.md'), 'utf8')).toMatch(/## ink 8[^#]*\nMIT\n/);
  expect(fs.readFileSync(path.join(at, 'man/jackdaw.1'), 'utf8')).toMatch(/^\.TH JACKDAW 1/);

  // An import of it doubles what Node itself takes to start.
  const programs = fs
    .readdirSync(at, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.mjs'))
    .map((name) => fs.readFileSync(path.join(at, name), 'utf8'));
  expect(programs.filter((program) => /from ?"(node:)?http"/.test(program))).toEqual([]);
  expect(programs.filter((program) => program.includes('getBuiltinModule("node:http")'))).not.toEqual([]);

  const bill = JSON.parse(fs.readFileSync(told.billOfMaterials, 'utf8'));
  expect(bill).toMatchObject({ bomFormat: 'CycloneDX', metadata: { component: { name: 'jackdaw' } } });
  const names: readonly string[] = bill.components.map((component: { name: string }) => component.name);
  expect(names).toEqual(expect.arrayContaining(['level', 'ink', 'zod', 'transformers']));

  // A program that uses the library, with its types and without.
  fs.mkdirSync(path.join(folder, 'node_modules'));
  fs.symlinkSync(at, path.join(folder, 'node_modules', 'jackdaw'));
  fs.writeFileSync(path.join(folder, 'package.json'), '{"name":"consumer","type":"module"}');
  fs.copyFileSync(path.join(root, 'docs/examples/library/data.ts'), path.join(folder, 'data.ts'));
  const compilerOptions = {
    strict: true,
    noEmit: true,
    module: 'nodenext',
    target: 'es2024',
    lib: ['es2024', 'esnext.disposable'],
    types: ['node'],
  };
  fs.writeFileSync(
    path.join(folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, files: ['data.ts'] }),
  );
  run(process.execPath, [path.join(root, 'node_modules/typescript/bin/tsc')], folder);
  const env = {
    PATH: process.env['PATH'],
    HOME: os.tmpdir(),
    JACKDAW_HOME: path.join(folder, 'home'),
    JACKDAW_DEMO: '1',
  };
  const jackdaw = (...args: readonly string[]) =>
    spawnSync(process.execPath, [path.join(at, manifest.bin.jackdaw), ...args], {
      cwd: folder,
      env,
      encoding: 'utf8',
    });
  expect(jackdaw('--version').stdout).toBe(`${manifest.version}\n`);
  const program = spawnSync(process.execPath, ['--no-warnings', 'data.ts'], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  expect(program).toMatchObject({ status: 0, stdout: expect.stringMatching(/^\S+: /) });
  try {
    const asked = jackdaw('ask', 'What is a cache?', '--json');
    expect({ status: asked.status, answer: JSON.parse(asked.stdout) }).toMatchObject({
      status: 0,
      answer: { cache: 'miss', text: expect.stringMatching(/\w/) },
    });
  } finally {
    expect(jackdaw('daemon', 'stop').status).toBe(0);
  }
});
