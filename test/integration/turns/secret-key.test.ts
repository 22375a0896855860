import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import path from 'node:path';
import { expect, test } from 'vitest';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { connectUnix, type RawConnection } from '../../support/connect.ts';
import { makeHome, spawnDaemon, untilListening } from '../../support/start-daemon.ts';
import { openStand } from './open-stand.ts';

/** One key has the vendor’s form, the other has none that could be known. */
const FROM_ENVIRONMENT = 'sk-ant-api03-canary-of-the-environment-0123456789abcdef';
const FROM_CLIENT = 'canary/of.the+client=0123456789abcdef';

test.each([
  ['the daemon’s environment', FROM_ENVIRONMENT],
  ['the caller’s hello', FROM_CLIENT],
])('the key of %s is in no file, frame or process list, whatever became of the calls', async (_from, key) => {
  await using stand = await openStand();
  using home = makeHome({
    daemon: { logLevel: 'debug' },
    retry: { base: '1ms', cap: '1ms', maxAttempts: 2 },
  });
  await using echo = await startEcho();
  const own = key === FROM_ENVIRONMENT;
  await using daemon = spawnDaemon(home, { env: own ? { ANTHROPIC_API_KEY: key } : {} });
  const file = await untilListening(home, daemon);
  using connection = await connectUnix(file.socket);

  const { url } = stand.simulator;
  const fates = [
    'ok',
    '401',
    '403',
    '529',
    'reset-mid',
    'reset-headers',
    'error-mid',
    'bad-json',
    '200-html',
  ];
  const places = [
    ...fates.map((fate) => `${url}/s/${fate}`),
    echo.url,
    'http://127.0.0.1:1',
    `${url}/${key}`,
  ];
  for (const [index, baseUrl] of places.entries()) {
    const environment = own ? { baseUrl } : { baseUrl, apiKey: key };
    await connection.call('hello', { protocol: 1, environment });
    await ask(connection, `Question ${index}`);
  }
  // A key that no header can carry.
  const broken = { baseUrl: url, apiKey: `${key}\n${key}` };
  await connection.call('hello', { protocol: 1, environment: broken });
  await ask(connection, 'With a broken key');
  for (const method of ['status', 'metrics.get', 'trace.list', 'history.list', 'cache.list', 'models.list']) {
    expect((await connection.call(method, {})).error).toBeUndefined();
  }
  expect(stand.simulator.journal().length).toBeGreaterThan(fates.length);
  expect(echo.keys()).toEqual([`Bearer ${key}`]);

  expect(JSON.stringify(connection.frames)).not.toContain(key);
  const commandLine = readFileSync(`/proc/${file.pid}/cmdline`, 'utf8');
  expect(commandLine).not.toContain(key);
  await connection.call('shutdown', {});
  expect(await daemon.exit).toBe(0);
  expect(daemon.said()).not.toContain(key);
  const files = filesIn(home.folder);
  expect(files.map((name) => path.basename(name))).toContain('daemon.log');
  expect(files.filter((name) => readFileSync(name).includes(key))).toEqual([]);
  // The database's files are compressed: what it holds is asked of itself.
  const store = await openLevelStore({ folder: home.paths.data });
  const entries: string[] = [];
  for await (const entry of store.scan({ from: '', to: '\u{10ffff}' })) entries.push(JSON.stringify(entry));
  await store.close();
  expect(entries.length).toBeGreaterThan(places.length);
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

/** An upstream that says what it was sent, as some do. */
async function startEcho() {
  const keys: string[] = [];
  const server = createServer((request, response) => {
    keys.push(request.headers.authorization ?? '');
    request.resume();
    const message = `Invalid request. Headers: ${JSON.stringify(request.headers)}`;
    const error = { type: 'error', error: { type: 'invalid_request_error', message } };
    response.writeHead(400, { 'content-type': 'application/json' }).end(JSON.stringify(error));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The echo has no port.');
  return {
    url: `http://127.0.0.1:${address.port}`,
    keys: () => keys,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(folder, name))
    .filter((name) => statSync(name).isFile());
}
