import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isRunning } from '../../../packages/tui/src/connect/is-running.ts';
import { poll } from '../../support/poll.ts';
import { spawnDaemon } from '../../support/daemon-process.ts';
import { makeCommandHome, type CommandHome } from './command-home.ts';

let bench: CommandHome;
beforeEach(async () => {
  bench = await makeCommandHome();
});
afterEach(() => bench[Symbol.asyncDispose]());

test('status of a daemon that does not run is an answer, not a failure', async () => {
  expect(await bench.run(['daemon', 'status'])).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('not running'),
  });
  expect(await bench.json(['daemon', 'status', '--json'])).toEqual({ running: false });
  expect(bench.home.daemonFile()).toBeUndefined();
  expect((await bench.run(['daemon', 'stop'])).code).toBe(0);
});

test('start, status, restart and stop do what they say', async () => {
  const started = await bench.json(['daemon', 'start', '--json']);
  const file = bench.home.daemonFile();
  expect(await bench.json(['daemon', 'status', '--json'])).toEqual({
    running: true,
    pid: file?.pid,
    version: file?.version,
    protocol: 1,
    uptimeMs: expect.any(Number),
    socket: file?.socket,
    url: file?.url,
    demo: false,
    embedder: { state: expect.any(String), id: started.embedder.id },
    entries: 0,
    clients: expect.any(Number),
  });
  expect((await bench.run(['daemon', 'start'])).stdout).toContain('running already');
  expect(bench.home.daemonFile()?.pid).toBe(started.pid);

  const restarted = await bench.json(['daemon', 'restart', '--json']);
  expect(restarted.pid).not.toBe(started.pid);
  expect(isRunning(started.pid)).toBe(false);

  expect(await bench.json(['daemon', 'stop', '--json'])).toEqual({ running: false });
  expect(isRunning(restarted.pid)).toBe(false);
});

test('what a shell is told for its tools holds after a restart where the port is fixed, and leads jackdaw nowhere', async () => {
  expect(await bench.run(['daemon', 'env'])).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringContaining('jackdaw daemon start'),
  });
  const { url } = await bench.json(['daemon', 'start', '--json']);
  const { port } = new URL(url);
  expect((await bench.run(['daemon', 'env'])).stdout).toMatch(/^export .*\nexport .*\n# Both change/);
  expect((await bench.run(['config', 'set', 'daemon.port', port])).code).toBe(0);
  await bench.run(['daemon', 'restart']);

  // As the line in the documents has it.
  const { stdout } = await bench.run(['daemon', 'env']);
  const script = `${stdout}\nprintf '%s %s' "$ANTHROPIC_BASE_URL" "$ANTHROPIC_AUTH_TOKEN"`;
  const read = spawnSync('sh', ['-c', script], { encoding: 'utf8', env: {} }).stdout.split(' ');
  const file = bench.home.daemonFile();
  expect(read).toEqual([url, file?.token]);
  await bench.run(['daemon', 'restart']);
  expect(await bench.json(['daemon', 'env', '--json', '--api-key'])).toEqual({
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: file?.token,
  });

  // A shell with these variables: jackdaw asks whom it would ask without them, and not itself.
  const [baseUrl = '', token = ''] = read;
  const config = JSON.parse(readFileSync(bench.home.paths.configFile, 'utf8'));
  bench.home.writeConfig({ ...config, baseUrl: bench.simulator.url });
  const env = { ...bench.env, ANTHROPIC_BASE_URL: baseUrl, ANTHROPIC_AUTH_TOKEN: token };
  await bench.run(['daemon', 'restart'], { env });
  expect(await bench.json(['ask', '--json', 'Who is asked?'], { env })).toMatchObject({ cache: 'miss' });
  expect((await bench.run(['config', 'show'], { env })).stdout).toMatch(
    new RegExp(`^baseUrl +"${bench.simulator.url}" +file$`, 'm'),
  );
  expect(bench.simulator.journal()).toHaveLength(1);
  expect(await bench.json(['stats', '--json'], { env })).toMatchObject({
    turns: 1,
    upstream: { attempts: 1 },
  });
});

test('commands that begin at once start one daemon and make one call', async () => {
  const answers = await Promise.all(
    Array.from({ length: 6 }, () => bench.json(['ask', '--json', 'All together now'])),
  );
  expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  expect(bench.simulator.journal()).toHaveLength(1);
  // Nobody was turned away: nobody else was started.
  expect(readFileSync(path.join(bench.home.paths.logs, 'daemon-start.log'), 'utf8')).toBe('');
});

test('a daemon that was killed is replaced', async () => {
  const { pid } = await bench.json(['daemon', 'start', '--json']);
  process.kill(pid, 'SIGKILL');
  await poll('its end', () => !isRunning(pid));
  expect(await bench.json(['daemon', 'status', '--json'])).toEqual({ running: false });
  expect((await bench.run(['ask', 'Still there?'])).code).toBe(0);
  expect(bench.home.daemonFile()?.pid).not.toBe(pid);
});

test('an answer that is cut off by the daemon’s death is a failure that says so', async () => {
  bench.simulator.script('*', ['stall-mid']);
  const running = bench.start(['ask', 'Hold on']);
  await poll('the first words', () => running.stdout() !== '', { describe: running.stderr });
  const pid = bench.home.daemonFile()?.pid ?? 0;
  process.kill(pid, 'SIGKILL');
  expect(await running.ended).toMatchObject({ code: 1, stderr: expect.stringContaining('daemon') });
});

test('a daemon that hangs is named, with what to run', async () => {
  const { pid } = await bench.json(['daemon', 'start', '--json']);
  process.kill(pid, 'SIGSTOP');
  expect(await bench.run(['ask', 'Hello'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/does not answer.*jackdaw daemon restart/),
  });
});

test('run stays in the foreground and ends with its signal', async () => {
  const running = bench.start(['daemon', 'run']);
  await poll('daemon.json', () => bench.home.daemonFile() !== undefined, { describe: running.stderr });
  const pid = bench.home.daemonFile()?.pid ?? 0;
  expect((await bench.json(['daemon', 'status', '--json'])).pid).toBe(pid);
  running.child.kill('SIGTERM');
  expect((await running.ended).code).toBe(0);
  expect(isRunning(pid)).toBe(false);
});

test('logs are for reading, or as they are; neither holds the key', async () => {
  await bench.run(['ask', 'Log this']);
  const { stdout } = await bench.run(['daemon', 'logs']);
  expect(stdout).toMatch(/^\d{4}-\d\d-\d\dT\S+ info \S/m);
  const raw = (await bench.run(['daemon', 'logs', '--json', '-n', '1'])).stdout;
  expect(JSON.parse(raw)).toHaveProperty('level');
  expect(stdout + raw).not.toContain('test-key');
});

describe('a daemon of another version', () => {
  /** Makes the running daemon look like another one to whoever reads its file. */
  function pretend(change: object): void {
    const file = path.join(bench.home.paths.run, 'daemon.json');
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), ...change }));
  }

  test('that speaks another protocol is named, with what to run; restart replaces it', async () => {
    const { pid } = await bench.json(['daemon', 'start', '--json']);
    pretend({ protocol: 99, version: '9.9.9' });
    expect(await bench.run(['ask', 'Hello'])).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/9\.9\.9.*jackdaw daemon restart/),
    });
    expect((await bench.run(['daemon', 'restart'])).code).toBe(0);
    expect(isRunning(pid)).toBe(false);
    expect((await bench.run(['ask', 'Hello'])).code).toBe(0);
  });
});

test('a daemon on a full disk, which could not write its file, is found by its socket', async () => {
  await using daemon = spawnDaemon(bench.home, { maxFileBytes: 0 });
  await poll('the socket', () => existsSync(path.join(bench.home.paths.run, 'daemon.sock')) || undefined);
  const { stdout } = await bench.run(['daemon', 'status']);
  expect(stdout).toContain(`pid ${daemon.child.pid}`);
  expect(stdout).toMatch(/warning .*daemon\.json could not be written/);
  expect((await bench.run(['ask', 'Hello', '--plain'])).code).toBe(0);
  expect(bench.home.daemonFile()).toBeUndefined();
  expect((await bench.run(['daemon', 'stop'])).stdout).toContain('has stopped');
  expect(isRunning(daemon.child.pid ?? 0)).toBe(false);
});
