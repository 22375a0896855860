import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startTerminal } from '../../support/terminal.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';
import { program } from '../chat/start-chat.ts';
import { makeCommandHome, startCommand } from './command-home.ts';

let home: TestHome;
beforeAll(() => {
  home = makeHome();
});
afterAll(() => rmSync(home.folder, { recursive: true }));

const run = (...args: readonly string[]) =>
  startCommand(args, { env: { PATH: process.env['PATH'], HOME: home.folder, JACKDAW_HOME: home.folder } })
    .ended;

describe('every command', () => {
  test('has its help by the word too', async () => {
    const said = await run('help', 'history');
    expect(said).toEqual(await run('history', '--help'));
    expect(said).toMatchObject({ code: 0, stderr: '' });
  });

  test('tells the version', async () => {
    const { version } = JSON.parse(
      readFileSync(new URL('../../../package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    for (const args of [['--version'], ['ask', '--version'], ['history', 'list', '--version']]) {
      expect(await run(...args)).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
    }
  });
});

test('help names every command, and starts nothing', async () => {
  const { stdout } = await run('--help');
  for (const name of ['ask', 'history', 'cache', 'stats', 'trace', 'models', 'daemon', 'config', 'doctor'])
    expect(stdout).toContain(`  ${name}`);
  expect(home.daemonFile()).toBeUndefined();
});

test('simulate has the simulator’s own help', async () => {
  expect(await run('simulate', '--help')).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('--scenario'),
  });
});

describe('completion', () => {
  test.each(['bash', 'zsh', 'fish'])('for %s knows commands and flags', async (shell) => {
    const { stdout } = await run('completion', shell);
    for (const word of ['history', 'restore', 'stream-json', 'refresh']) expect(stdout).toContain(word);
  });

  test('offers in bash what fits the place', async () => {
    const { stdout: script } = await run('completion', 'bash');
    const complete = (...words: readonly string[]) =>
      spawnSync(
        'bash',
        [
          '-c',
          `${script}\nCOMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); _jackdaw; echo "\${COMPREPLY[*]}"`,
          'x',
          'jackdaw',
          ...words,
        ],
        {
          encoding: 'utf8',
        },
      ).stdout.trim();
    expect(complete('hist')).toBe('history');
    expect(complete('history', 're')).toBe('rename restore');
    expect(complete('ask', '--cache', 're')).toBe('refresh');
    expect(complete('daemon', 'logs', '--fo')).toBe('--follow');
  });
});

describe('doctor', () => {
  test('is content with a machine that has everything', async () => {
    await using bench = await makeCommandHome();
    const { ok, checks } = await bench.json(['doctor', '--json']);
    expect(checks.filter(({ state }: { state: string }) => state === 'fail')).toEqual([]);
    expect(ok).toBe(true);
    expect(checks.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining([
        'node',
        'data folder',
        'config',
        'daemon',
        'embedder',
        'model files',
        'private files',
        'key',
        'network',
        'terminal',
        'disk',
      ]),
    );
    // In a terminal it asks that one, too, and leaves nothing of it on the screen.
    const terminal = startTerminal({
      command: process.execPath,
      args: [program, 'doctor'],
      cols: 120,
      rows: 40,
      env: bench.env,
    });
    try {
      // This one draws emoji as the tables of long ago had them.
      const screen = await terminal.waitForText(/warn {2}widths +drawn otherwise .*emoji \d columns for 2/);
      expect(screen.join('\n')).toMatch(
        /keyboard +the plain protocol: .*; Alt\+Enter or Ctrl\+J makes a new line/,
      );
      expect(screen[0]).toMatch(/^ok {4}node/);
      expect(screen.join('\n')).not.toContain('test-key');
      expect(await terminal.exited).toBe(0);
    } finally {
      await terminal.close();
    }
  }, 60_000);

  test('tells what the daemon warns of', async () => {
    await using bench = await makeCommandHome();
    const { data } = bench.home.paths;
    mkdirSync(data, { mode: 0o700 });
    writeFileSync(path.join(data, 'level'), 'A file where the database has its folder.');
    const { stdout } = await bench.run(['doctor']);
    expect(stdout).toMatch(/warn {2}daemon +Nothing is kept: .*\n +See `jackdaw daemon logs`/);
  });

  test('fails with what to do where the server is gone', async () => {
    await using bench = await makeCommandHome();
    await bench.simulator.refuse();
    const { code, stdout } = await bench.run(['doctor']);
    expect(code).toBe(1);
    expect(stdout).toMatch(/fail {2}network .*\n.*ANTHROPIC_BASE_URL/);
  });

  test('says of a key that the server does not accept it, and which files others can read', async () => {
    await using bench = await makeCommandHome();
    await using strict = await serveStatus(401);
    const { credentialsFile, run } = bench.home.paths;
    mkdirSync(run, { mode: 0o700 });
    writeFileSync(path.join(run, 'left-open'), '', { mode: 0o644 });
    writeFileSync(credentialsFile, JSON.stringify({ apiKey: 'kept-key' }), { mode: 0o600 });
    const env = { ...bench.env, ANTHROPIC_API_KEY: undefined, ANTHROPIC_BASE_URL: strict.address };
    const { code, stdout } = await bench.run(['doctor'], { env });
    expect(code).toBe(1);
    expect(stdout).toMatch(/fail {2}key .*does not accept it \(status 401\)\n.*\/setup/);
    expect(stdout).toMatch(/warn {2}private files .*left-open.*\n.*chmod go-rwx/);
    expect(stdout).not.toContain('kept-key');
  });
});

test('help of a command that is not there suggests one', async () => {
  expect(await run('help', 'histroy')).toMatchObject({
    code: 2,
    stderr: expect.stringContaining('Did you mean history?'),
  });
  expect(await run('help', 'history', 'list')).toEqual(await run('history', 'list', '--help'));
});

async function serveStatus(status: number) {
  const server = createServer((_request, response) => response.writeHead(status).end('{}'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('There is no port.');
  return {
    address: `http://127.0.0.1:${address.port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
