import { existsSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createSystemClock, JackdawError } from '@jackdaw/core';
import { daemonParts, startDaemon, type DaemonParts } from '@jackdaw/daemon';
import { expect, test } from 'vitest';
import { connectClient } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import { startInProcess } from '../../support/start-daemon.ts';
import { makeHome } from '../../support/test-home.ts';

const demo = { JACKDAW_DEMO: '1' };
const request = { prompt: 'Hello!' };

/** A disk that fails at the start, until it is mended. */
function brokenDisk() {
  let broken = true;
  const openStore: DaemonParts['openStore'] = async (options) => {
    if (broken) throw new JackdawError('storage_failed', 'The disk is full.');
    return daemonParts.openStore(options);
  };
  return { parts: { openStore }, mend: () => (broken = false) };
}

test('what was lost on disk is told in the status of the daemon that found it', async () => {
  using home = makeHome();
  const before = await startInProcess(home, { env: demo });
  const client = await connectClient(before.file);
  await client.call('ask', { request });
  client.close();
  await before.stop('a restart');
  const level = path.join(home.paths.data, 'level');
  const name = readdirSync(level).find((file) => file.endsWith('.log')) ?? '';
  writeFileSync(path.join(level, name), readFileSync(path.join(level, name)).fill(0xff, 100));

  await using after = await startInProcess(home, { env: demo });
  const later = await connectClient(after.file);
  const { warnings } = await later.call('status', {});
  expect(warnings).toEqual([expect.stringMatching(/has lost \d+ of its latest writes/)]);
  expect((await later.call('history.list', {})).conversations).toEqual([]);
  later.close();
});

test('started on a full disk, it comes back to it with all that was said meanwhile', async () => {
  using home = makeHome();
  const first = await startInProcess(home, { env: demo });
  const client = await connectClient(first.file);
  await client.call('ask', { request });
  client.close();
  await first.stop('a restart');

  const { parts, mend } = brokenDisk();
  const start = { paths: home.paths, env: demo, auto: false, clock: createSystemClock(), diskRetryMs: 20 };
  const forgetful = await startDaemon({ ...start, parts: { ...daemonParts, ...parts } });
  if (forgetful.kind === 'taken') throw new Error('expected a daemon');
  const meanwhile = await connectClient(forgetful.file);
  expect((await meanwhile.call('status', {})).warnings).toEqual([expect.stringContaining('disk is full')]);
  await meanwhile.call('ask', { request: { prompt: 'And what is a jackdaw?' } });
  mend();
  expect(await forgetful.stopped).toBe('again');
  meanwhile.close();

  await using back = await startInProcess(home, { env: demo });
  const after = await connectClient(back.file);
  expect((await after.call('status', {})).warnings).toEqual([]);
  expect((await after.call('history.list', {})).conversations).toHaveLength(2);
  expect((await after.call('metrics.get', {})).turns).toBe(2);
  after.close();
});

test('on a disk without any room from the start it is found by its socket, answers, and stops', async () => {
  using home = makeHome();
  await using daemon = spawnDaemon(home, { env: demo, maxFileBytes: 0 });
  const socket = path.join(home.paths.run, 'daemon.sock');
  // Longer than it takes to look whether its own files are still there.
  const uptimeMs = await poll('a daemon that stays', async () => {
    const client = await connectClient({ socket }).catch(() => null);
    if (client === null) return undefined;
    const status = await client.call('status', {}).finally(() => client.close());
    return status.uptimeMs > 1_000 ? status.uptimeMs : undefined;
  });
  expect(uptimeMs).toBeGreaterThan(1_000);
  const client = await connectClient({ socket });
  expect((await client.call('ask', { request })).text).not.toBe('');
  expect((await client.call('status', {})).warnings).toEqual(
    expect.arrayContaining([
      expect.stringMatching(/Nothing is kept/),
      expect.stringMatching(/daemon\.json could not be written/),
    ]),
  );
  client.close();
  daemon.child.kill('SIGTERM');
  expect(await daemon.exit).toBe(0);
});

test('of two daemons without a database, and so without a lock, the later one has the home', async () => {
  using home = makeHome();
  const { parts } = brokenDisk();
  const start = { paths: home.paths, env: {}, auto: false, clock: createSystemClock(), diskRetryMs: 60_000 };
  const both = await Promise.all(
    [1, 2].map(() => startDaemon({ ...start, parts: { ...daemonParts, ...parts } })),
  );
  const running = both.flatMap((each) => (each.kind === 'running' ? [each] : []));
  const file = home.daemonFile();
  const later = running.find((each) => each.file.token === file?.token);
  if (later === undefined) throw new Error('expected a daemon');
  const earlier = running.filter((each) => each !== later);
  expect(await Promise.all(earlier.map((each) => each.stopped))).toEqual(earlier.map(() => 'done'));
  const client = await connectClient(later.file);
  expect((await client.call('status', {})).pid).toBe(process.pid);
  client.close();
  await later.stop('the test is over');
  expect(readdirSync(home.paths.run)).toEqual([]);
});

test('a daemon whose run folder is deleted makes it anew, with the same process', async () => {
  using home = makeHome();
  await using daemon = spawnDaemon(home);
  const lost = await untilListening(home, daemon);
  // At one stroke: a folder that is emptied file by file may get new ones meanwhile.
  renameSync(home.paths.run, path.join(home.folder, 'deleted'));
  const file = await poll('a new daemon.json', () => home.daemonFile());
  expect(file.pid).toBe(lost.pid);
  expect(file.token).not.toBe(lost.token);
  const client = await connectClient(file);
  expect((await client.call('status', {})).clients).toBe(1);
  client.close();
  daemon.child.kill('SIGTERM');
  expect(await daemon.exit).toBe(0);
  expect(existsSync(file.socket)).toBe(false);
});

test('a store of a newer jackdaw ends the start with 1 and says what to do', async () => {
  using home = makeHome();
  const first = await startInProcess(home);
  await first.stop('a restart');
  writeFileSync(path.join(home.paths.data, 'schema.json'), '{"version":99}');
  await using daemon = spawnDaemon(home);
  expect(await daemon.exit).toBe(1);
  expect(await daemon.lastWords).toContain('Update jackdaw');
  expect(readdirSync(home.paths.run)).toEqual([]);
});
