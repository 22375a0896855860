import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ensureFetchedNode, fetchedNode } from '../../../scripts/fetch-node.mjs';

const platform = 'linux-x64';
let folder = '';
let toolchain = '';
let hash = '';

/** Puts an npm first on the path that packs a Node of our making, and counts how often it is asked. */
beforeEach(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'jackdaw-toolchain-'));
  toolchain = path.join(folder, 'toolchain');
  const bin = path.join(folder, 'package', 'bin');
  fs.mkdirSync(bin, { recursive: true });
  fs.writeFileSync(path.join(folder, 'package', 'LICENSE'), 'free\n');
  fs.writeFileSync(path.join(bin, 'node'), '#!/bin/sh\necho v0.0.0\n', { mode: 0o755 });
  spawnSync('tar', ['-czf', 'packed.tgz', 'package'], { cwd: folder });
  hash = createHash('sha512')
    .update(fs.readFileSync(path.join(folder, 'packed.tgz')))
    .digest('base64');
  const npm = path.join(folder, 'path', 'npm');
  fs.mkdirSync(path.dirname(npm));
  const script = `#!/bin/sh\necho "$@" >> "${folder}/asked"\ncp "${folder}/packed.tgz" .\n`;
  fs.writeFileSync(npm, script, { mode: 0o755 });
  vi.stubEnv('PATH', `${path.dirname(npm)}:${process.env['PATH']}`);
  vi.spyOn(process.stderr, 'write').mockReturnValue(true);
});

afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  fs.rmSync(folder, { recursive: true });
});

const asked = () => fs.readFileSync(path.join(folder, 'asked'), 'utf8').trim().split('\n');

test('a package with the expected checksum is unpacked, once', () => {
  const options = { folder: toolchain, platform, hashes: { [platform]: hash } };
  const binary = ensureFetchedNode(options);
  expect(binary).toBe(path.join(toolchain, `node-${fetchedNode}`, 'bin', 'node'));
  expect(spawnSync(binary, ['--version'], { encoding: 'utf8' }).stdout).toBe('v0.0.0\n');
  expect(ensureFetchedNode(options)).toBe(binary);
  expect(asked()).toEqual([`pack node-${platform}@${fetchedNode} --silent`]);
  expect(fs.readdirSync(toolchain)).toEqual([`node-${fetchedNode}`]);
});

test('a package with another checksum is refused and nothing of it stays', () => {
  const hashes = { [platform]: `${'A'.repeat(86)}==` };
  expect(() => ensureFetchedNode({ folder: toolchain, platform, hashes })).toThrow(/another checksum/);
  expect(fs.readdirSync(toolchain)).toEqual([]);
});

test('a registry that cannot be reached is named as the cause, with what to do', () => {
  const npm = path.join(folder, 'path', 'npm');
  fs.writeFileSync(npm, '#!/bin/sh\necho "network down" >&2\nexit 1\n', { mode: 0o755 });
  const fetching = () => ensureFetchedNode({ folder: toolchain, platform, hashes: { [platform]: hash } });
  expect(fetching).toThrow(/network down\n.*nodejs\.org/);
  expect(fs.readdirSync(toolchain)).toEqual([]);
});

test('a machine for which there is no package gets told to install Node', () => {
  const fetching = () => ensureFetchedNode({ folder: toolchain, platform: 'plan9-mips', hashes: {} });
  expect(fetching).toThrow(/none can be fetched for plan9-mips. Install it from https:\/\/nodejs\.org/);
});

test('two starts at once fetch one whole Node', async () => {
  const module = new URL('../../../scripts/fetch-node.mjs', import.meta.url).href;
  const options = JSON.stringify({ folder: toolchain, platform, hashes: { [platform]: hash } });
  const script = `import(${JSON.stringify(module)}).then((m) => console.log(m.ensureFetchedNode(${options})))`;
  const start = () => promisify(execFile)(process.execPath, ['-e', script]);
  const [first, second] = await Promise.all([start(), start()]);
  expect(first.stdout).toBe(second.stdout);
  expect(spawnSync(first.stdout.trim(), { encoding: 'utf8' }).stdout).toBe('v0.0.0\n');
  expect(asked()).toHaveLength(1);
  expect(fs.readdirSync(toolchain)).toEqual([`node-${fetchedNode}`]);
});
