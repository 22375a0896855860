import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startSimulator, type ScriptItem } from '../../../packages/daemon/src/simulator/index.ts';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { startCommand } from '../../e2e/command/command-home.ts';
import { bearer, connectTcp, connectUnix, type RawConnection } from '../../support/connect.ts';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';
import { namedAnswer } from './hostile-text.ts';
import { leakingFiles, leaksIn, piecesOf } from './secret-forms.ts';

/** Of no known shape: nothing but the key itself tells that it is one. */
const KEY = 'Canary/0f.the+daemon="31&415926535897932384';
const PASSWORD = 'hunter2-of-the-mirror-27182818284590';
const HEADER = 'canary-of-a-header-1618033988749894';

const encoded = (text: string) => Buffer.from(text).toString('base64');

/** What an upstream may do with a call and a key, in every place that an answer has for words but its text. */
const FATES: readonly ScriptItem[] = [
  'ok',
  { status: 401, error: { type: 'authentication_error', message: `invalid key ${KEY}` } },
  { status: 500, error: { type: 'api_error', message: `Authorization: Basic ${encoded(`me:${KEY}`)}` } },
  { status: 500, error: { type: 'api_error', message: `?key=${encodeURIComponent(KEY)}&hex=${hexOf(KEY)}` } },
  {
    status: 403,
    error: { type: 'permission_error', message: `the key ${KEY.slice(0, 20)}… is none of ours` },
  },
  { status: 400, error: { type: `kind_${KEY}`, message: 'x', code: KEY } },
  { status: 307, headers: { location: `http://127.0.0.1:1/${encodeURIComponent(KEY)}` }, body: KEY },
  { status: 400, headers: { 'content-type': 'application/json' }, body: `{"error": {"message": "${KEY}` },
  { status: 529, headers: { 'request-id': `req_${KEY}`, 'retry-after': KEY }, body: `<p>${KEY}</p>` },
  {
    status: 200,
    headers: { 'content-type': 'text/event-stream' },
    body: `event: message_start\ndata: {"key":"${KEY}\n\n`,
  },
  { status: 200, headers: { 'content-type': 'text/html', 'request-id': KEY }, body: `<p>${KEY}</p>` },
  { fault: { kind: 'error-event', errorType: KEY, message: `The key ${KEY} is out of luck.` } },
  { headers: { 'request-id': KEY }, fault: { kind: 'reset', at: { event: 3 } } },
  { blocks: [{ type: 'tool_use', name: `tool_${KEY}`, json: '{"a' }] },
  { stopReason: 'refusal', refusal: { category: null, explanation: `I will not use ${KEY}.` } },
  namedAnswer('hello', `reason ${KEY}`, `model of ${KEY}`),
];
const MODELS = ['fast', 'balanced', 'capable'];

test('key, token and passwords are nowhere but where they are kept, whatever became of the calls', async () => {
  await using simulator = await withSimulator();
  using home = makeHome({
    daemon: { logLevel: 'debug' },
    retry: { maxAttempts: 1 },
    embedder: { url: `http://me:${PASSWORD}@127.0.0.1:1/models` },
  });
  writeFileSync(path.join(home.folder, 'credentials.json'), JSON.stringify({ apiKey: KEY }), { mode: 0o600 });
  simulator.script(KEY, FATES);
  await using daemon = spawnDaemon(home, {
    env: {
      ANTHROPIC_API_KEY: KEY,
      ANTHROPIC_BASE_URL: simulator.url,
      ANTHROPIC_CUSTOM_HEADERS: `x-canary: ${HEADER}\nx-api-key: ${HEADER}`,
      ANTHROPIC_LOG: 'debug',
    },
  });
  const file = await untilListening(home, daemon);
  using connection = await connectUnix(file.socket);
  for (const index of FATES.keys()) {
    await ask(connection, { prompt: `Question ${index}`, model: MODELS[index % MODELS.length] });
  }
  const journal = simulator.journal({ apiKey: KEY });
  expect(journal).toHaveLength(FATES.length);
  // What the SDK would take from the environment by itself never left.
  expect(JSON.stringify(journal)).not.toContain(HEADER);

  await simulator.refuse();
  for (const [index, baseUrl] of [
    simulator.url,
    `${simulator.url}/${encodeURIComponent(KEY)}?key=${encodeURIComponent(KEY)}`,
    `http://me:${encodeURIComponent(KEY)}@127.0.0.1:1`,
    `not an address ${KEY}`,
  ].entries()) {
    await connection.call('hello', { protocol: 1, environment: { apiKey: KEY, baseUrl } });
    await ask(connection, { prompt: `Unreachable ${index}`, model: MODELS[index % MODELS.length] });
  }
  await connection.call('hello', { protocol: 1, environment: { apiKey: `${KEY}\r\nx-evil: 1` } });
  await ask(connection, { prompt: 'A key that is no header', model: 'fast' });
  using overTcp = await connectTcp(file.url, bearer(file.token));
  using stranger = await connectTcp(file.url);
  await stranger.call('hello', { protocol: 1, token: `${file.token}x` });
  await askEverything(overTcp);

  const pieces = [KEY, PASSWORD, HEADER].flatMap(piecesOf);
  const secrets = [...pieces, ...piecesOf(file.token)];
  const frames = [connection, overTcp, stranger].map((each) => JSON.stringify(each.frames)).join('\n');
  expect(frames).toContain('[redacted]');
  expect(leaksIn(frames, secrets)).toEqual([]);
  expect(leaksIn(readFileSync(`/proc/${file.pid}/cmdline`), secrets)).toEqual([]);
  // Where the token is kept, the key, and the password that its owner wrote down.
  const kept = ['run/daemon.json', 'credentials.json', 'config.json'];
  expect(leakingFiles(home.folder, secrets).toSorted()).toEqual(kept.toSorted());
  await connection.call('shutdown', {});
  expect(await daemon.exit).toBe(0);
  expect(leaksIn(await daemon.lastWords, secrets)).toEqual([]);
  expect(readFileSync(path.join(home.paths.logs, 'daemon.log'), 'utf8')).toContain('A call failed.');
  expect(leakingFiles(home.folder, secrets).toSorted()).toEqual(['config.json', 'credentials.json']);
  // The database's files are compressed: what it holds is asked of itself.
  const entries = await entriesOf(home);
  expect(entries.length).toBeGreaterThan(FATES.length);
  expect(entries.filter((entry) => leaksIn(entry, secrets).length > 0)).toEqual([]);
});

test('what a broken config, `config show` and `doctor` say holds no password', async () => {
  using home = makeHome({ baseUrl: `http://me:${PASSWORD}@127.0.0.1:1`, embedder: { enabled: false } });
  const env = { PATH: process.env['PATH'], HOME: home.folder, JACKDAW_HOME: home.folder };
  const commands = [['config', 'show'], ['config', 'show', '--json'], ['ask', 'Anything'], ['doctor']];
  const said = await saidBy(commands, env);
  await saidBy([['daemon', 'stop']], env);
  home.writeConfig({ apiKey: KEY, baseUrl: `ftp://me:${PASSWORD}@127.0.0.1`, daemon: { port: KEY } });
  const broken = await saidBy([...commands, ['daemon', 'run']], env);
  expect(said).toContain('http://***@127.0.0.1:1');
  expect(broken).toContain('has settings that jackdaw cannot use');
  const pieces = [KEY, PASSWORD].flatMap(piecesOf);
  expect(leaksIn(said + broken, pieces)).toEqual([]);
});

async function saidBy(commands: readonly string[][], env: NodeJS.ProcessEnv): Promise<string> {
  const ended = await Promise.all(commands.map((args) => startCommand(args, { env }).ended));
  return ended.map(({ stdout, stderr }) => stdout + stderr).join('\n');
}

async function withSimulator() {
  const simulator = await startSimulator({ adminPort: false });
  return Object.assign(simulator, { [Symbol.asyncDispose]: () => simulator.close() });
}

function hexOf(text: string): string {
  return Buffer.from(text).toString('hex');
}

async function ask(connection: RawConnection, request: object): Promise<void> {
  const { result } = await connection.call('turn.start', { request });
  await connection.find(
    ({ params }) =>
      params?.turnId === result?.['turnId'] && /^turn-(end|error)$/.test(params?.event?.type ?? ''),
  );
}

/** All that a client can be told, of every conversation, trace and entry. */
async function askEverything(connection: RawConnection): Promise<void> {
  for (const method of ['status', 'metrics.get', 'models.list', 'cache.stats', 'metrics.subscribe']) {
    expect((await connection.call(method, {})).error).toBeUndefined();
  }
  const idsIn = async (method: string, field: string): Promise<readonly string[]> => {
    const { result = {} } = await connection.call(method, { limit: 1000 });
    return (result[field] as readonly { id: string }[]).map(({ id }) => id);
  };
  for (const id of await idsIn('history.list', 'conversations')) {
    for (const format of ['json', 'markdown']) await connection.call('history.export', { id, format });
    await connection.call('history.get', { id });
  }
  for (const id of await idsIn('trace.list', 'traces')) await connection.call('trace.get', { id });
  for (const id of await idsIn('cache.list', 'entries')) await connection.call('cache.get', { id });
  await connection.call('history.search', { query: 'Canary' });
}

async function entriesOf(home: TestHome): Promise<readonly string[]> {
  const store = await openLevelStore({ folder: home.paths.data });
  const entries: string[] = [];
  for await (const entry of store.scan({ from: '', to: '\u{10ffff}' })) entries.push(JSON.stringify(entry));
  await store.close();
  return entries;
}
