import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homePaths } from '@jackdaw/core/home';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { connectToDaemon, type ConnectOptions } from '../../../../packages/tui/src/connect/index.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-start-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A home in the test's folder, and a program in the place of the daemon's. */
function optionsFor(program: string | null, home = path.join(folder, 'home')): ConnectOptions {
  const entry = path.join(folder, 'daemon.mjs');
  if (program !== null) writeFileSync(entry, program);
  const env = { JACKDAW_HOME: home };
  return {
    env,
    paths: homePaths({ env, homedir: folder }),
    version: '1.0.0',
    autoStart: program === null ? null : entry,
    homedir: folder,
  };
}

test('a daemon that cannot start is quoted', async () => {
  const options = optionsFor('console.error("jackdaw daemon: The disk is full."); process.exit(1);');
  await expect(connectToDaemon(options)).rejects.toMatchObject({
    code: 'daemon_unavailable',
    message: 'The daemon could not start: The disk is full.',
  });
});

test('a daemon that refuses its settings is a mistake of the settings', async () => {
  const options = optionsFor('console.error("jackdaw daemon: No such port."); process.exit(2);');
  await expect(connectToDaemon(options)).rejects.toMatchObject({ code: 'invalid_config' });
});

test('only what this start said is quoted, not an earlier one', async () => {
  const options = optionsFor('console.error("the second"); process.exit(1);');
  mkdirSync(options.paths.logs, { recursive: true });
  writeFileSync(path.join(options.paths.logs, 'daemon-start.log'), 'the first\n');
  await expect(connectToDaemon(options)).rejects.toMatchObject({
    message: 'The daemon could not start: the second',
  });
});

test('settings that cannot be used are named with their place before anything is started', async () => {
  const options = optionsFor('process.exit(1);');
  mkdirSync(path.dirname(options.paths.configFile), { recursive: true });
  writeFileSync(options.paths.configFile, '{\n  "model": fast\n}');
  await expect(connectToDaemon(options)).rejects.toMatchObject({
    code: 'invalid_config',
    message: expect.stringContaining('line 2, column 12'),
  });
});

test('a home that cannot be made is named, with what to do', async () => {
  writeFileSync(path.join(folder, 'file'), '');
  const options = optionsFor('process.exit(1);', path.join(folder, 'file', 'home'));
  await expect(connectToDaemon(options)).rejects.toMatchObject({
    code: 'storage_failed',
    message: expect.stringMatching(/file\/home\/run.*Set JACKDAW_HOME/),
  });
});

test('nothing is started where that is not wanted', async () => {
  await expect(connectToDaemon(optionsFor(null))).rejects.toMatchObject({
    code: 'daemon_unavailable',
    message: expect.stringContaining('jackdaw daemon start'),
  });
});

test('waiting for a daemon ends with the caller’s patience', async () => {
  const options = optionsFor('process.exit(0);');
  const reason = new Error('enough');
  await expect(connectToDaemon({ ...options, signal: AbortSignal.abort(reason) })).rejects.toBe(reason);
});
