import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { end, event, EVENT_STREAM, START, startRawServer, textBlock } from '../provider/raw-server.ts';
import { eventsOf } from './events-of.ts';
import { asking, MODEL, openGateway } from './open-gateway.ts';

const stream = { stream: true };
const upstream = ({ url }: { url: string }) => ({ ANTHROPIC_API_KEY: 'k', ANTHROPIC_BASE_URL: url });
const WHOLE = { content: expect.any(Array), stop_reason: 'end_turn', type: 'message' };

describe('on its way through', () => {
  test('a stream is forwarded byte for byte, what nobody knows included', async () => {
    const body =
      ': hello\n\nevent: ping\ndata: {}\n\n' +
      START +
      textBlock('Grüezi 🐦') +
      'event: surprise\r\ndata: {"type":"surprise"}\r\n\r\n' +
      end() +
      'data: [DONE]\n\n';
    const server = await startRawServer((response) => {
      response.writeHead(200, {
        ...EVENT_STREAM,
        'request-id': 'req_raw',
        'anthropic-organization-id': 'org',
      });
      const bytes = Buffer.from(body);
      // Also where a character is cut in two.
      for (let from = 0; from < bytes.length; from += 7) response.write(bytes.subarray(from, from + 7));
      response.end();
    });
    await using gateway = await openGateway({}, { env: upstream(server) });
    const response = await gateway.send('/v1/messages', {
      body: asking('Hello', stream),
      headers: { authorization: '', 'x-api-key': gateway.token, 'anthropic-version': '2023-06-01' },
    });
    expect(await response.text()).toBe(body);
    expect(response.headers.get('request-id')).toBe('req_raw');
    expect(response.headers.get('anthropic-organization-id')).toBe('org');
    expect(response.headers.get('x-jackdaw-cache')).toBe('miss');
    expect(response.headers.get('x-jackdaw-model')).toBe(MODEL);
    expect(server.requests[0]?.headers).toMatchObject({
      'x-api-key': 'k',
      'anthropic-version': '2023-06-01',
    });
    expect(server.requests[0]?.headers['authorization']).toBeUndefined();
  });

  test('every field and header of a request arrives, numbers as they were written', async () => {
    const server = await startRawServer((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end('{"type":"message","id":"m","model":"x","content":[],"stop_reason":"end_turn"}');
    });
    await using gateway = await openGateway({}, { env: upstream(server) });
    const body =
      '{"model":"m-1", "max_tokens":5,"never_heard_of":{"a":[1.50,12345678901234567890]},"cache_control":{"type":"ephemeral"},' +
      '"messages":[{"role":"user","content":[{"type":"image","source":{"type":"base64","media_type":"image/png","data":"aGk="}},' +
      '{"type":"document","source":{"type":"text","media_type":"text/plain","data":"hi"}},{"type":"hologram","x":null}]}]}';
    const response = await gateway.send('/v1/messages', {
      body,
      headers: { 'anthropic-beta': 'one-2026-01-01,two-2026-01-01' },
    });
    expect(response.status).toBe(200);
    expect(server.requests.map(({ text }) => text)).toEqual([body]);
    expect(server.requests[0]?.headers).toMatchObject({
      'anthropic-beta': 'one-2026-01-01,two-2026-01-01',
      'anthropic-version': '2026-10-21',
      authorization: 'Bearer k',
    });
    const bare = { authorization: `Bearer ${gateway.token}` };
    await fetch(`${gateway.url}/v1/messages`, { method: 'POST', body, headers: bare });
    expect(server.requests[1]?.headers['anthropic-version'], 'where the tool names none').toBe('2023-06-01');
    expect(JSON.stringify(server.requests)).not.toContain(gateway.token);
  });

  test('auto lets the router choose, and says which', async () => {
    await using gateway = await openGateway();
    const response = await gateway.send('/v1/messages', {
      body: { ...asking('Write a function that reverses a list in TypeScript.'), model: 'auto' },
    });
    expect(await response.json()).toMatchObject(WHOLE);
    const [entry] = gateway.stand.simulator.journal({ path: '/v1/messages' });
    expect(entry?.body).toMatchObject({ model: response.headers.get('x-jackdaw-model') });
    expect(response.headers.get('x-jackdaw-model')).toMatch(/^claude-/);
  });

  test('each request has a line in the ledger and a trace, with the name of the tool', async () => {
    await using gateway = await openGateway();
    const response = await gateway.send('/v1/messages', {
      body: asking('Name three birds.', stream),
      headers: { 'user-agent': 'some-tool/7' },
    });
    await response.text();
    const client = await gateway.stand.connect(gateway.daemon);
    const id = response.headers.get('x-jackdaw-trace-id') ?? '';
    const trace = await poll('the trace', () => client.call('trace.get', { id }).catch(() => undefined));
    expect(JSON.stringify(trace)).toContain('attempt 1');
    const rows = await client.call('ledger.export', { by: 'client', limit: 10 });
    expect(JSON.stringify(rows)).toContain('some-tool/7');
  });
});

describe('where something fails', () => {
  test('the upstream is asked again before the first byte, and the tool is told not to', async () => {
    await using gateway = await openGateway({ scenario: '/s/529-then-ok' });
    const response = await gateway.send('/v1/messages', { body: asking('Name three birds.', stream) });
    expect(response.status).toBe(200);
    expect(await response.text()).toContain('message_stop');
    expect(gateway.stand.calls()).toBeGreaterThan(1);
  });

  test.each([
    ['/s/529', 529, 'overloaded_error'],
    ['/s/429-hour', 429, 'rate_limit_error'],
    ['/s/500', 500, 'api_error'],
    ['/s/401', 401, 'authentication_error'],
    ['/s/400', 400, 'invalid_request_error'],
    ['/s/502-html', 502, 'api_error'],
    ['/s/200-html', 502, 'api_error'],
    ['/s/fin-headers', 502, 'api_error'],
    ['/s/error-first', 529, 'overloaded_error'],
  ])('%s: %i, in the shape of the API', async (scenario, status, type) => {
    await using gateway = await openGateway({ scenario });
    for (const want of [{}, stream]) {
      if (scenario === '/s/error-first' && want !== stream) continue;
      const response = await gateway.send('/v1/messages', { body: asking('Name three birds.', want) });
      const body = await response.json();
      expect([response.status, body]).toEqual([
        status,
        expect.objectContaining({
          type: 'error',
          error: expect.objectContaining({ type, message: expect.any(String) }),
        }),
      ]);
      expect(response.headers.get('x-should-retry')).toBe('false');
      expect(response.headers.get('request-id')).toBeTruthy();
    }
  });

  test('a wait that the upstream asks for is handed on', async () => {
    await using gateway = await openGateway({ scenario: '/s/429-hour' });
    const response = await gateway.send('/v1/messages', { body: asking('Name three birds.') });
    expect(Number(response.headers.get('retry-after'))).toBeGreaterThan(60);
  });

  test.each(['/s/reset-mid', '/s/fin-mid', '/s/missing-message-stop'])(
    'a stream that breaks off ends with one error event: %s',
    async (scenario) => {
      await using gateway = await openGateway({ scenario });
      const response = await gateway.send('/v1/messages', { body: asking('Name three birds.', stream) });
      const body = await response.text();
      expect(body.match(/^event: error$/gm)).toHaveLength(1);
      expect(body).not.toContain('event: message_stop');
    },
  );

  test("the upstream's own error in a stream is told once, in its own words", async () => {
    const { promise: seen, resolve: hasSeen } = Promise.withResolvers<void>();
    const overloaded = event({ type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } });
    const server = await startRawServer(async (response) => {
      response.writeHead(200, EVENT_STREAM).write(START);
      await seen;
      response.end(overloaded);
    });
    await using gateway = await openGateway({}, { env: upstream(server) });
    const response = await gateway.send('/v1/messages', { body: asking('Hello', stream) });
    hasSeen();
    expect(await response.text()).toBe(START + overloaded);
    expect(server.requests).toHaveLength(1);
  });

  test('a refusal that shows the key is told without it', async () => {
    const key = 'sk-ant-0123456789-abcdefghij';
    const server = await startRawServer((response) => {
      response.writeHead(401, { 'content-type': 'application/json' });
      const error = { type: 'authentication_error', message: `no such key: ${key}` };
      response.end(JSON.stringify({ type: 'error', error }));
    });
    await using gateway = await openGateway({}, { env: { ...upstream(server), ANTHROPIC_API_KEY: key } });
    const response = await gateway.send('/v1/messages', { body: asking('Hello') });
    expect(response.status).toBe(401);
    expect(await response.text()).toMatch(/^(?!.*0123456789).*no such key/);
  });

  test('a request that makes no sense names the place', async () => {
    await using gateway = await openGateway();
    for (const [body, place] of [
      ['{', 'not JSON'],
      [{ messages: [] }, 'model'],
      [{ model: MODEL, messages: [{ role: 'user', content: 7 }] }, 'messages.0.content'],
      [`{"model":"m","messages":[{"role":"user","content":${'['.repeat(100)}${']'.repeat(100)}}]}`, 'nested'],
    ] as const) {
      const response = await gateway.send('/v1/messages', { body });
      expect(response.status).toBe(400);
      expect(await response.text()).toContain(place);
    }
    expect((await gateway.send('/v1/messages', { method: 'GET' })).status).toBe(405);
    expect((await gateway.send('/v1/nothing', { body: {} })).status).toBe(404);
    expect(gateway.stand.calls()).toBe(0);
  });

  test('a base URL that leads back here is found out', async () => {
    await using gateway = await openGateway();
    const response = await gateway.send('/v1/messages', {
      body: asking('Name three birds.'),
      headers: { 'x-jackdaw-hops': '3' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).toContain('goes round');
    const models = await gateway.send('/v1/models', { method: 'GET', headers: { 'x-jackdaw-hops': '3' } });
    expect(models.status).toBe(400);
  });
});

/** As simple clients do: nothing is read before the last byte is sent. */
async function sendThenRead({ url, token }: { url: string; token: string }, body: string): Promise<string> {
  const socket = connect(Number(new URL(url).port), '127.0.0.1');
  const head = `POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nx-api-key: ${token}\r\nContent-Length: ${body.length}\r\n\r\n`;
  await new Promise<void>((resolve, reject) => {
    socket.once('error', reject).write(head + body, () => resolve());
  });
  return text(socket);
}

describe('bounds', () => {
  test('a body beyond its bound is refused, said or not', async () => {
    await using gateway = await openGateway({}, { limits: { maxBodyBytes: 10_000 } });
    const large = JSON.stringify(asking('x'.repeat(20_000)));
    const said = await gateway.send('/v1/messages', { body: large });
    expect([said.status, await said.text()]).toEqual([413, expect.stringContaining('request_too_large')]);
    const chunked = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(large));
        controller.close();
      },
    });
    const init = {
      method: 'POST',
      headers: { 'x-api-key': gateway.token },
      body: chunked,
      duplex: 'half' as const,
    };
    expect((await fetch(`${gateway.url}/v1/messages`, init)).status).toBe(413);
    expect(await sendThenRead(gateway, 'x'.repeat(8_000_000))).toMatch(
      /^HTTP\/1\.1 413 [^]*request_too_large/,
    );
  });

  test('nobody without the token, no web page, and no other host gets anything', async () => {
    await using gateway = await openGateway();
    const body = asking('Name three birds.');
    for (const [headers, status] of [
      [{ authorization: '' }, 401],
      [{ authorization: 'Bearer wrong' }, 401],
      [{ authorization: '', 'x-api-key': 'wrong' }, 401],
      [{ origin: 'https://evil.example' }, 403],
    ] as const) {
      for (const path of ['/v1/messages', '/v1/messages/count_tokens', '/chat']) {
        const response = await gateway.send(path, { body, headers });
        expect(response.status).toBe(status);
        expect(response.headers.get('access-control-allow-origin')).toBeNull();
      }
      const models = await gateway.send('/v1/models', { method: 'GET', headers });
      expect(models.status).toBe(status);
    }
    expect(gateway.stand.simulator.journal()).toEqual([]);
  });

  test('who waits for a stream is told so', async () => {
    await using gateway = await openGateway({ scenario: '/s/stall-headers' }, { limits: { pingMs: 20 } });
    const leaving = new AbortController();
    const response = await gateway.send('/v1/messages', {
      body: asking('Name three birds.', stream),
      signal: leaving.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    const reader = response.body?.getReader();
    const first = await reader?.read();
    expect(new TextDecoder().decode(first?.value)).toMatch(/^event: ping\ndata: \{"type": "ping"\}\n\n/);
    leaving.abort();
    await poll('the end upstream', () =>
      gateway.stand.simulator.journal().find(({ clientClosedAt }) => clientClosedAt !== null),
    );
  });
});

test('a server that answers in one piece where events were asked for is heard as events once a ping was told', async () => {
  const { promise: pinged, resolve: hasPinged } = Promise.withResolvers<void>();
  const message = {
    id: 'm',
    type: 'message',
    role: 'assistant',
    model: MODEL,
    content: [{ type: 'text', text: 'A jay.' }],
    stop_reason: 'end_turn',
    stop_sequence: null,
    usage: { input_tokens: 7, output_tokens: 3 },
  };
  const server = await startRawServer(async (response) => {
    await pinged;
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(message));
  });
  await using gateway = await openGateway({}, { env: upstream(server), limits: { pingMs: 20 } });
  const response = await gateway.send('/v1/messages', { body: asking('Hello', stream) });
  expect(response.headers.get('content-type')).toContain('text/event-stream');
  hasPinged();
  const events = eventsOf(await response.text()).filter(({ type }) => type !== 'ping');
  expect(events.map(({ type }) => type)).toEqual([
    'message_start',
    'content_block_start',
    'content_block_delta',
    'content_block_stop',
    'message_delta',
    'message_stop',
  ]);
  expect(events[2]?.data.delta.text).toBe('A jay.');
  expect(events.at(-2)?.data.usage).toEqual(message.usage);
  const again = await gateway.send('/v1/messages', { body: asking('Hello', stream) });
  expect(again.headers.get('x-jackdaw-cache')).toBe('exact');
  await again.text();
});

describe('beside messages', () => {
  test('tokens are counted upstream, or estimated where it does not count', async () => {
    await using gateway = await openGateway();
    const { max_tokens: _, ...body } = asking('Name three birds.');
    const counted = await gateway.send('/v1/messages/count_tokens', { body });
    expect(await counted.json()).toEqual({ input_tokens: expect.any(Number) });
    expect(counted.headers.get('x-jackdaw-estimated')).toBeNull();
    const routed = await gateway.send('/v1/messages/count_tokens', { body: { ...body, model: 'fast' } });
    expect(routed.status).toBe(200);
    await using none = await openGateway({ scenario: '/s/404' });
    const estimated = await none.send('/v1/messages/count_tokens', { body });
    expect(await estimated.json()).toEqual({ input_tokens: expect.any(Number) });
    expect(estimated.headers.get('x-jackdaw-estimated')).toBe('true');
  });

  test('models are those of the upstream, or the known ones', async () => {
    await using gateway = await openGateway();
    const page = await (await gateway.send('/v1/models?limit=2', { method: 'GET' })).json();
    expect(page).toMatchObject({ data: [{ type: 'model' }, { type: 'model' }] });
    await using none = await openGateway({ scenario: '/s/404' });
    const known = await (await none.send('/v1/models', { method: 'GET' })).json();
    expect(known).toMatchObject({ data: expect.arrayContaining([expect.objectContaining({ id: MODEL })]) });
  });

  test('/chat tells the words, then that it is done', async () => {
    await using gateway = await openGateway();
    const ask = async () => {
      const response = await gateway.send('/chat', { body: { message: 'Name three birds.' } });
      const lines = (await response.text()).split('\n\n').filter((line) => line !== '');
      expect(lines.at(-1)).toBe('data: [DONE]');
      const tokens = lines.slice(0, -1).map((line) => JSON.parse(line.replace(/^data: /, '')).token);
      return { tier: response.headers.get('x-jackdaw-cache'), tokens };
    };
    const first = await ask();
    expect(first.tokens.length).toBeGreaterThan(1);
    const again = await ask();
    expect(again.tier).toBe('exact');
    expect(again.tokens.join('')).toBe(first.tokens.join(''));
    expect((await gateway.send('/chat', { body: { text: 'Hello' } })).status).toBe(400);
  });
});
