import http from 'node:http';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { openStand } from '../turns/open-stand.ts';

interface ParsedFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly metrics: readonly {
    readonly value?: string;
    readonly labels?: Readonly<Record<string, string>>;
  }[];
}
const load = createRequire(import.meta.url);
/** A port of the parser of Prometheus' own client for Python. */
const parse = load('parse-prometheus-text-format') as (text: string) => ParsedFamily[];

interface Answer {
  readonly status: number;
  readonly type: string | undefined;
  readonly text: string;
}

function scrape(where: http.RequestOptions): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = http.get({ path: '/metrics', ...where }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () =>
        resolve({ status: response.statusCode ?? 0, type: response.headers['content-type'], text }),
      );
    });
    request.on('error', reject);
  });
}

const overTcp = ({ url, token }: DaemonFile, headers: http.OutgoingHttpHeaders = {}) =>
  scrape({
    port: new URL(url).port,
    host: '127.0.0.1',
    headers: { authorization: `Bearer ${token}`, ...headers },
  });

async function figures(file: DaemonFile): Promise<ReadonlyMap<string, ParsedFamily>> {
  const { text } = await overTcp(file);
  return new Map(parse(text).map((family) => [family.name, family]));
}

const valueOf = (
  family: ParsedFamily | undefined,
  labels: Readonly<Record<string, string>> = {},
): number | undefined => {
  const found = family?.metrics.find((metric) =>
    Object.entries(labels).every(([name, value]) => metric.labels?.[name] === value),
  );
  return found?.value === undefined ? undefined : Number(found.value);
};

test('a scrape parser reads the figures, and they are those of the ledger', async () => {
  await using stand = await openStand({ config: { budget: { daily: 5 } } });
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const ask = (prompt: string) =>
    client.call('ask', { request: { prompt, model: 'claude-haiku-5-5', cache: { semantic: 'off' } } });
  for (const prompt of ['One?', 'One?', 'Two?', 'One?']) await ask(prompt);
  const page = await figures(daemon.file);
  const stats = await client.call('metrics.get', {});

  const families = [...page.values()];
  expect(families.filter(({ help }) => help === '')).toEqual([]);
  expect(families.filter(({ name, type }) => name.endsWith('_total') && type !== 'COUNTER')).toEqual([]);
  const turns = page.get('jackdaw_turns_total');
  expect(valueOf(turns, { cache: 'exact' })).toBe(2);
  expect(valueOf(turns, { cache: 'miss' })).toBe(2);
  expect(valueOf(page.get('jackdaw_cache_hits_total'), { tier: 'exact' })).toBe(2);
  const model = 'claude-haiku-5-5';
  const tokens = page.get('jackdaw_tokens_total');
  expect(valueOf(tokens, { kind: 'input', model })).toBe(stats.tokens.input);
  expect(valueOf(tokens, { kind: 'output', model })).toBe(stats.tokens.output);
  expect(valueOf(page.get('jackdaw_cost_dollars_total'), { model })).toBe(stats.costUsd);
  expect(valueOf(page.get('jackdaw_budget_daily_dollars'))).toBe(5);
  expect(valueOf(page.get('jackdaw_breaker_state'), { model, state: 'closed' })).toBe(1);
  expect(valueOf(page.get('jackdaw_rate_limit_limit'), { model, kind: 'requests' })).toBeGreaterThan(0);
  expect(valueOf(page.get('jackdaw_clients'))).toBe(1);
  expect(valueOf(page.get('process_resident_memory_bytes'))).toBeGreaterThan(1e6);

  const durations = page.get('jackdaw_request_duration_seconds');
  expect(durations?.type).toBe('HISTOGRAM');
  // The parser merges the series of a histogram: these are looked at as they stand.
  const { text } = await overTcp(daemon.file);
  expect(text).toContain('jackdaw_request_duration_seconds_bucket{cache="miss",le="+Inf"} 2\n');
  expect(text).toContain('jackdaw_request_duration_seconds_count{cache="miss"} 2\n');
  expect(text).toContain('jackdaw_request_duration_seconds_count{cache="exact"} 2\n');
  expect(text).toMatch(/^jackdaw_request_duration_seconds_sum\{cache="miss"\} \d+\.\d+$/m);
});

test('money and tokens go on counting after a restart', async () => {
  await using stand = await openStand();
  const request = { prompt: 'One?', model: 'claude-haiku-5-5' };
  const before = await stand.start();
  const { usage } = await (await stand.connect(before)).call('ask', { request });
  await before.stop('a restart');
  await using after = await stand.start();
  const tokens = (await figures(after.file)).get('jackdaw_tokens_total');
  expect(valueOf(tokens, { kind: 'output', model: request.model })).toBe(usage?.output);
});

test('over TCP nobody without the token reads them, nor a web page, nor another host name', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const status = async (headers: http.OutgoingHttpHeaders) => (await overTcp(daemon.file, headers)).status;
  const port = Number(new URL(daemon.file.url).port);
  expect((await scrape({ host: '127.0.0.1', port })).status).toBe(401);
  expect(await status({ authorization: 'Bearer wrong' })).toBe(401);
  expect(await status({ origin: 'http://evil.example' })).toBe(403);
  expect(await status({ host: `evil.example:${port}` })).toBe(421);
  expect(await status({})).toBe(200);
  expect(await scrape({ socketPath: daemon.file.socket, host: 'localhost' })).toMatchObject({
    status: 200,
    type: expect.stringContaining('version=0.0.4'),
  });
});

test('models that callers make up become one after the first fifty', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  const ask = (model: string) => client.call('ask', { request: { prompt: 'One?', model, maxTokens: 10 } });
  for (let number = 0; number < 60; number++) await ask(`made-up-${number}`).catch(() => {});
  await ask('claude-haiku-5-5');
  const page = await figures(daemon.file);
  const lanes = page.get('jackdaw_upstream_active')?.metrics.map(({ labels }) => labels?.['model']) ?? [];
  const tokens = page.get('jackdaw_tokens_total')?.metrics.map(({ labels }) => labels?.['model']) ?? [];
  const names = new Set([...lanes, ...tokens]);
  expect(names.size).toBe(52);
  expect(names).toContain('other');
  expect(names).toContain('claude-haiku-5-5');
});
