import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { connectClient, connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';

const modeOf = (file: string) => (statSync(file).mode & 0o777).toString(8);
const filesOf = (home: TestHome) => readdirSync(home.paths.run).toSorted();

test('a start publishes where it listens, for this user alone', async () => {
  using home = makeHome();
  await using daemon = spawnDaemon(home);
  const file = await untilListening(home, daemon);
  expect(file).toMatchObject({ pid: daemon.child.pid, protocol: 1 });
  expect(file.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  expect(modeOf(home.paths.run)).toBe('700');
  expect(modeOf(path.join(home.paths.run, 'daemon.json'))).toBe('600');
  expect(modeOf(file.socket)).toBe('600');
  expect(modeOf(path.join(home.paths.logs, 'daemon.log'))).toBe('600');
  await poll('the note', () => daemon.said().includes(file.socket));
});

test('status tells of the daemon itself', async () => {
  using home = makeHome();
  await using daemon = spawnDaemon(home);
  const file = await untilListening(home, daemon);
  const client = await connectClient(file);
  const { uptimeMs, ...status } = await client.call('status', {});
  expect(status).toEqual({
    running: true,
    pid: daemon.child.pid,
    version: file.version,
    protocol: 1,
    socket: file.socket,
    url: file.url,
    demo: false,
    embedder: { state: 'idle', id: 'lexical-1' },
    entries: 0,
    clients: 1,
    upstream: { state: 'unknown', at: null },
    warnings: [],
  });
  expect(uptimeMs).toBeGreaterThan(0);
  client.close();
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s ends it with 0 and removes its files', async (signal) => {
  using home = makeHome();
  await using daemon = spawnDaemon(home);
  await untilListening(home, daemon);
  daemon.child.kill(signal);
  expect(await daemon.exit).toBe(0);
  expect(filesOf(home)).toEqual([]);
});

test('the shutdown method is answered, ends it with 0 and removes its files', async () => {
  using home = makeHome();
  await using daemon = spawnDaemon(home);
  const { socket } = await untilListening(home, daemon);
  using connection = await connectUnix(socket);
  expect((await connection.call('shutdown')).result).toEqual({});
  expect((await connection.closed).code).toBe(1001);
  expect(await daemon.exit).toBe(0);
  expect(filesOf(home)).toEqual([]);
});

test('of starts that race, one daemon remains; the others end with 0 and say so', async () => {
  using home = makeHome();
  const daemons = Array.from({ length: 4 }, () => spawnDaemon(home));
  try {
    const file = await poll('daemon.json', () => home.daemonFile());
    const others = daemons.filter(({ child }) => child.pid !== file.pid);
    expect(others).toHaveLength(3);
    for (const other of others) {
      expect(await other.exit).toBe(0);
      expect(await other.lastWords).toContain(`process id ${file.pid}`);
    }
    const client = await connectClient(file);
    expect((await client.call('status', {})).pid).toBe(file.pid);
    client.close();
  } finally {
    await Promise.all(daemons.map((daemon) => daemon[Symbol.asyncDispose]()));
  }
});

test('after kill -9 the next start takes over what was left', async () => {
  using home = makeHome();
  await using first = spawnDaemon(home);
  const left = await untilListening(home, first);
  first.child.kill('SIGKILL');
  await first.exit;
  expect(filesOf(home)).toEqual(['daemon.json', 'daemon.sock']);

  await using second = spawnDaemon(home);
  const file = await untilListening(home, second);
  expect(file.token).not.toBe(left.token);
  const client = await connectClient(file);
  expect((await client.call('status', {})).pid).toBe(second.child.pid);
  client.close();
});

test('a file whose process id belongs to another program by now keeps nobody out', async () => {
  using home = makeHome();
  await using first = spawnDaemon(home);
  const left = await untilListening(home, first);
  first.child.kill('SIGKILL');
  await first.exit;
  // This test is the other program.
  writeFileSync(path.join(home.paths.run, 'daemon.json'), JSON.stringify({ ...left, pid: process.pid }));
  await using second = spawnDaemon(home);
  expect((await untilListening(home, second)).pid).toBe(second.child.pid);
});

test('a successor that starts during the shutdown waits for it, and loses no file to it', async () => {
  using home = makeHome();
  await using first = spawnDaemon(home);
  await untilListening(home, first);
  first.child.kill('SIGTERM');
  await using second = spawnDaemon(home);
  const file = await untilListening(home, second);
  expect(await first.exit).toBe(0);
  expect(home.daemonFile()).toEqual(file);
  expect(existsSync(file.socket)).toBe(true);
});

test('a daemon that was started by itself ends when nobody uses it', async () => {
  using home = makeHome({ daemon: { idle: '3s' } });
  await using daemon = spawnDaemon(home, { args: ['run', '--auto'] });
  const client = await connectClient(await untilListening(home, daemon));
  expect((await client.call('status', {})).clients).toBe(1);
  client.close();
  expect(await daemon.exit).toBe(0);
  expect(filesOf(home)).toEqual([]);
  expect(await daemon.lastWords).toBe('');
});

test('SIGHUP does not end a detached daemon, and ends one in a terminal', async () => {
  using home = makeHome();
  await using detached = spawnDaemon(home, { args: ['run', '--auto'] });
  const client = await connectClient(await untilListening(home, detached));
  detached.child.kill('SIGHUP');
  expect((await client.call('status', {})).pid).toBe(detached.child.pid);
  client.close();
  detached.child.kill('SIGTERM');
  await detached.exit;

  await using foreground = spawnDaemon(home);
  await untilListening(home, foreground);
  foreground.child.kill('SIGHUP');
  expect(await foreground.exit).toBe(0);
});

test('a config file that cannot be used ends the start with 2 and names the setting', async () => {
  using home = makeHome({ daemon: { prot: 1 } });
  await using daemon = spawnDaemon(home);
  expect(await daemon.exit).toBe(2);
  expect(await daemon.lastWords).toContain(home.paths.configFile);
  expect(await daemon.lastWords).toContain('prot');
  expect(await daemon.lastWords).not.toMatch(/\n\s+at /);
});

test('a port that is taken ends the start with 1 and says what to change', async () => {
  using other = makeHome();
  await using first = spawnDaemon(other);
  const port = Number(new URL((await untilListening(other, first)).url).port);
  using home = makeHome({ daemon: { port } });
  await using daemon = spawnDaemon(home);
  expect(await daemon.exit).toBe(1);
  expect(await daemon.lastWords).toContain(`port ${port}: another program listens there.`);
  expect(await daemon.lastWords).toContain('jackdaw config set daemon.port N');
  expect(await daemon.lastWords).not.toContain('EADDRINUSE');
  expect(home.daemonFile()).toBe(undefined);
});

test('a file in the place of the home ends the start with 1 and says what to do', async () => {
  using home = makeHome();
  const file = path.join(home.folder, 'file');
  writeFileSync(file, '');
  await using daemon = spawnDaemon({ folder: file });
  expect(await daemon.exit).toBe(1);
  expect(await daemon.lastWords).toContain('JACKDAW_HOME');
});

test('a database that cannot be opened costs the memory, not the daemon, and status says so', async () => {
  using home = makeHome();
  writeFileSync(home.paths.data, 'a file where the folder should be');
  await using daemon = spawnDaemon(home);
  const client = await connectClient(await untilListening(home, daemon));
  const { warnings } = await client.call('status', {});
  expect(warnings).toEqual([expect.stringContaining('Nothing is kept')]);
  await poll('the note', () => daemon.said().includes('Nothing is kept'));
  client.close();
});

test('a home too deep for a socket has it elsewhere, private, found through daemon.json, and removed', async () => {
  using outer = makeHome();
  const folder = path.join(outer.folder, ...Array.from({ length: 12 }, () => 'deep-folder'));
  await using daemon = spawnDaemon({ folder });
  const file = await poll(
    'daemon.json',
    () => {
      const text = path.join(folder, 'run', 'daemon.json');
      return existsSync(text) ? JSON.parse(readFileSync(text, 'utf8')) : undefined;
    },
    { describe: daemon.said },
  );
  expect(file.socket.startsWith(folder)).toBe(false);
  expect(modeOf(path.dirname(file.socket))).toBe('700');
  const client = await connectClient(file);
  expect((await client.call('status', {})).socket).toBe(file.socket);
  client.close();
  daemon.child.kill('SIGTERM');
  expect(await daemon.exit).toBe(0);
  expect(existsSync(path.dirname(file.socket))).toBe(false);
});

test('no key gets into a log, a file of the daemon, or the list of processes', async () => {
  using home = makeHome();
  const key = 'sk-ant-test-0123456789abcdef';
  await using daemon = spawnDaemon(home, {
    env: { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: 'http://127.0.0.1:9' },
  });
  const client = await connectClient(await untilListening(home, daemon));
  const failed = client.call('ask', { request: { prompt: 'hi', cache: { mode: 'only' } } });
  await expect(failed).rejects.toMatchObject({ code: 'not_cached' });
  client.close();
  daemon.child.kill('SIGTERM');
  await daemon.exit;
  const files = readdirSync(home.folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  expect(files.length).toBeGreaterThan(2);
  for (const entry of files) {
    expect(readFileSync(path.join(entry.parentPath, entry.name)).includes(key)).toBe(false);
  }
  expect(daemon.child.spawnargs.join(' ')).not.toContain(key);
});

test.each([[['nonsense']], [[]], [['run', '--nonsense']]])(
  'arguments %j are a usage error: 2',
  async (args) => {
    using home = makeHome();
    await using daemon = spawnDaemon(home, { args });
    expect(await daemon.exit).toBe(2);
    expect(await daemon.lastWords).toContain('usage:');
  },
);
