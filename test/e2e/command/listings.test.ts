import { readFileSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fileIn, makeCommandHome, type CommandHome } from './command-home.ts';

const title = 'Why is the sky \u001b[31mblue?';
let bench: CommandHome;
let id = '';
beforeAll(async () => {
  bench = await makeCommandHome();
  bench.simulator.script('*', [{ blocks: [{ type: 'text', text: 'Scattering. \u001b]0;owned\u0007' }] }]);
  id = (await bench.json(['ask', '--json', title])).conversationId;
  // From here on there is neither key nor network.
  await bench.simulator.refuse();
});
afterAll(() => bench[Symbol.asyncDispose]());

/** Somebody without a key, on a machine without a network. */
const offline = () => ({
  env: { ...bench.env, ANTHROPIC_API_KEY: undefined, ANTHROPIC_BASE_URL: undefined },
});
const run = (...args: readonly string[]) => bench.run(args, offline());
const json = (...args: readonly string[]) => bench.json(args, offline());

describe('offline, with no key', () => {
  test('the daemon is started for what is kept', async () => {
    await run('daemon', 'stop');
    expect(await json('history', 'list', '--json')).toEqual([
      {
        id,
        title: expect.stringContaining('sky'),
        createdAt: expect.any(Number),
        updatedAt: expect.any(Number),
        turns: 1,
        costUsd: expect.any(Number),
      },
    ]);
  });

  test('a conversation is shown whole, without its escape sequences', async () => {
    const { code, stdout } = await run('history', 'show', id.slice(0, -2));
    expect(code).toBe(0);
    expect(stdout).toContain('Scattering.');
    expect(stdout).toContain('Why is the sky blue?');
    expect(stdout).not.toContain('\u001b');
  });

  test('as JSON its messages have the documented fields', async () => {
    const { messages, ...summary } = await json('history', 'show', id, '--json');
    expect(summary).toMatchObject({ id, turns: 1 });
    expect(messages).toMatchObject([
      { role: 'user', text: title, at: expect.any(Number), state: 'complete' },
      {
        role: 'assistant',
        state: 'complete',
        model: expect.any(String),
        cache: 'miss',
        usage: { output: expect.any(Number) },
        costUsd: expect.any(Number),
        traceId: expect.any(String),
      },
    ]);
  });

  test('search finds it', async () => {
    expect(await json('history', 'search', 'scattering', '--json')).toMatchObject([{ conversationId: id }]);
    expect((await run('history', 'search', 'scattering')).stdout).toContain(id);
    expect((await run('history', 'search', 'submarines')).stdout).toContain('Nothing found');
  });

  test('a cached answer is served', async () => {
    expect(await json('ask', '--json', title)).toMatchObject({ cache: 'exact', costUsd: 0 });
  });

  test('stats have the documented fields', async () => {
    const stats = await json('stats', '--json');
    const percentiles = { p50: expect.any(Number), p95: expect.any(Number), p99: expect.any(Number) };
    expect(stats).toMatchObject({
      since: expect.any(Number),
      hits: { exact: expect.any(Number), semantic: 0 },
      misses: expect.any(Number),
      hitRate: expect.any(Number),
      errors: 0,
      errorRate: 0,
      tokens: {
        input: expect.any(Number),
        output: expect.any(Number),
        cacheRead: 0,
        cacheWrite5m: 0,
        cacheWrite1h: 0,
      },
      latencyMs: percentiles,
      upstream: { attempts: expect.any(Number), retries: 0 },
    });
    expect((await run('stats')).stdout).toMatch(/cache +\d/);
  });
});

describe('listings', () => {
  test('traces, models and the cache read as tables and as JSON', async () => {
    const [trace] = await json('trace', '--json');
    expect(await json('trace', trace.id, '--json')).toMatchObject({ id: trace.id, spans: expect.any(Array) });
    expect((await run('trace', 'last')).stdout).toContain('STAGE');
    expect((await json('models', '--json')).length).toBeGreaterThan(2);
    expect((await run('models')).stdout).toContain('fast');
    const [entry] = await json('cache', 'list', '--json');
    expect((await run('cache', 'list')).stdout).toContain(entry.id.slice(0, 12));
    expect(await json('cache', 'show', entry.id.slice(0, 12), '--json')).toMatchObject({
      id: entry.id,
      text: expect.stringContaining('Scattering'),
    });
    expect((await run('cache', 'show', entry.id.slice(0, 12))).stdout).not.toContain('\u001b');
    expect(await json('cache', 'stats', '--json')).toMatchObject({
      entries: { exact: 1 },
      maxBytes: 2 ** 30,
    });
  });

  test('the cache is cleared when it is meant', async () => {
    expect(await json('cache', 'clear', '--yes', '--json')).toEqual({ deleted: 1 });
    expect((await run('cache', 'list')).stdout).toBe('The cache is empty.\n');
  });
});

describe('conversations', () => {
  test('are renamed, deleted and restored by the beginning of their id', async () => {
    expect((await run('history', 'rename', id, 'Blue', 'skies')).code).toBe(0);
    expect(await json('history', 'show', id, '--json')).toMatchObject({ title: 'Blue skies' });
    expect((await run('history', 'delete', id)).stdout).toContain(`jackdaw history restore ${id}`);
    expect(
      (await json('history', 'list', '--json')).map((conversation: { id: string }) => conversation.id),
    ).not.toContain(id);
    expect(await json('history', 'list', '--deleted', '--json')).toMatchObject([{ id }]);
    expect((await run('history', 'restore', id.slice(0, -1))).code).toBe(0);
    expect(await json('history', 'show', id, '--json')).toMatchObject({ id });
  });

  test('go out and come back in', async () => {
    const { stdout } = await run('history', 'export', id);
    writeFileSync(fileIn(bench.home, 'talk.json'), stdout);
    const { id: imported } = await json('history', 'import', 'talk.json', '--json');
    const [before, after] = [
      await json('history', 'show', id, '--json'),
      await json('history', 'show', imported, '--json'),
    ];
    const said = ({ role, text, at, state }: { role: string; text: string; at: number; state: string }) => ({
      role,
      text,
      at,
      state,
    });
    expect(after.messages.map(said)).toEqual(before.messages.map(said));
    expect((await run('history', 'export', '--markdown', id)).stdout).toContain('Scattering');
  });
});

test('settings are changed with their comments kept, and shown with where they come from', async () => {
  const file = bench.home.paths.configFile;
  writeFileSync(file, '{\n  // cheap is fine\n  "model": "fast"\n}\n');
  expect((await run('config', 'set', 'cache.ttl', '30d')).code).toBe(0);
  expect(readFileSync(file, 'utf8')).toContain('// cheap is fine');
  expect(await bench.json(['config', 'show', '--json'])).toMatchObject({
    file,
    config: { model: 'fast', cache: { ttl: '30d' }, baseUrl: bench.simulator.url },
    sources: { model: 'file', 'cache.ttl': 'file', baseUrl: 'environment', maxTokens: 'default' },
    apiKey: { set: true, source: 'environment' },
  });
  const { stdout } = await bench.run(['config', 'show']);
  expect(stdout).toMatch(/apiKey +set +environment/);
  expect(stdout).not.toContain('test-key');
  expect((await run('config', 'set', 'model', 'null')).code).toBe(0);
  expect(await json('config', 'show', '--json')).toMatchObject({
    config: { model: 'auto' },
    sources: { model: 'default' },
  });
  expect((await run('config', 'path')).stdout).toBe(`${file}\n`);
});
