import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { ScriptItem } from '../../../packages/daemon/src/simulator/index.ts';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { connectUnix, type RawConnection } from '../../support/connect.ts';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import { makeHome } from '../../support/test-home.ts';
import { ofType } from './events-of.ts';
import { openStand } from './open-stand.ts';

/** One key has the vendor’s form, the other has none that could be known. */
const FROM_ENVIRONMENT = 'sk-ant-api03-canary-of-the-environment-0123456789abcdef';
const FROM_CLIENT = 'canary/of.the+client=0123456789abcdef';

/** What an upstream may do with a call; one says what it was sent, as some do. */
const fatesOf = (key: string): readonly ScriptItem[] => [
  'ok',
  '401',
  '403',
  '529',
  'reset-mid',
  'reset-headers',
  'error-mid',
  'bad-json',
  '200-html',
  { status: 400, error: { type: 'invalid_request_error', message: `Headers: authorization: Bearer ${key}` } },
  { status: 500, body: `<p>${key}</p>`, headers: { 'content-type': 'text/html', 'request-id': 'req_1' } },
  { fault: { kind: 'error-event', message: `The key ${key} is out of luck.` } },
];

test.each([
  ['the daemon’s environment', FROM_ENVIRONMENT],
  ['the caller’s hello', FROM_CLIENT],
])('the key of %s is in no file, frame or process list, whatever became of the calls', async (_from, key) => {
  await using stand = await openStand();
  using home = makeHome({ daemon: { logLevel: 'debug' }, retry: { maxAttempts: 1 } });
  const { simulator } = stand;
  const fates = fatesOf(key);
  simulator.script(key, fates);
  const env = { ANTHROPIC_API_KEY: key, ANTHROPIC_BASE_URL: simulator.url };
  const isOwn = key === FROM_ENVIRONMENT;
  await using daemon = spawnDaemon(home, { env: isOwn ? env : {} });
  const file = await untilListening(home, daemon);
  using connection = await connectUnix(file.socket);

  const environment = { apiKey: key, baseUrl: simulator.url };
  if (!isOwn) await connection.call('hello', { protocol: 1, environment });
  for (const index of fates.keys()) await ask(connection, `Question ${index}`);
  expect(simulator.journal({ apiKey: key })).toHaveLength(fates.length);
  await simulator.refuse();
  await ask(connection, 'With nobody there');
  for (const apiKey of [`${key}\n${key}`, key]) {
    // A key that no header can carry; an address with the key in it.
    const odd = { apiKey, baseUrl: `${simulator.url}/${key}` };
    await connection.call('hello', { protocol: 1, environment: odd });
    await ask(connection, `Oddly ${apiKey.length}`);
  }
  for (const method of ['status', 'metrics.get', 'trace.list', 'history.list', 'cache.list', 'models.list']) {
    expect((await connection.call(method, {})).error).toBeUndefined();
  }
  const events = connection.frames.map(({ params }) => params?.event).filter((event) => event !== undefined);
  expect(ofType(events, 'turn-error')).toHaveLength(fates.length + 2);

  expect(JSON.stringify(connection.frames)).not.toContain(key);
  expect(readFileSync(`/proc/${file.pid}/cmdline`, 'utf8')).not.toContain(key);
  await connection.call('shutdown', {});
  expect(await daemon.exit).toBe(0);
  expect(await daemon.lastWords).not.toContain(key);
  const files = filesIn(home.folder);
  expect(files.map((name) => path.basename(name))).toContain('daemon.log');
  expect(files.filter((name) => readFileSync(name).includes(key))).toEqual([]);
  // The database's files are compressed: what it holds is asked of itself.
  const store = await openLevelStore({ folder: home.paths.data });
  const entries: string[] = [];
  for await (const entry of store.scan({ from: '', to: '\u{10ffff}' })) entries.push(JSON.stringify(entry));
  await store.close();
  expect(entries.length).toBeGreaterThan(fates.length);
  expect(entries.filter((entry) => entry.includes(key))).toEqual([]);
});

/** Asks in a conversation, so that history, ledger, traces and the log have something to say. */
async function ask(connection: RawConnection, prompt: string): Promise<void> {
  const { result } = await connection.call('turn.start', { request: { prompt } });
  await connection.find(
    ({ params }) =>
      params?.turnId === result?.['turnId'] && /^turn-(end|error)$/.test(params?.event?.type ?? ''),
  );
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile());
}
