import { inspect } from 'node:util';
import { JackdawError } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { call, KEY, never, provider, run, textOfEvents } from './call.ts';
import { end, event, EVENT_STREAM, START, startRawServer, textBlock } from './raw-server.ts';
import { eventually } from '../../support/eventually.ts';
import { streamOf } from '../../support/provider-stream.ts';

test('a whole answer comes as its events, in order, with one end, last', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + textBlock('Grüezi 🐦') + end());
  });
  const { events, error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toBeNull();
  expect(events).toEqual([
    { type: 'response-start', model: 'model-a', requestId: 'req_test' },
    {
      type: 'usage-update',
      final: false,
      usage: { input: 10, output: 1, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
    { type: 'text-delta', text: 'Grüezi 🐦' },
    { type: 'usage-update', usage: { input: 10, output: 5, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 } },
    { type: 'response-end', stopReason: 'end_turn' },
  ]);
});

test('everything in the call goes out, and nothing that was not asked for', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + end());
  });
  const parts = {
    system: 'Be brief.',
    schema: { type: 'object' },
    tools: [{ name: 'look', input_schema: { type: 'object' } }],
    toolChoice: { type: 'auto' },
    thinking: { type: 'adaptive' },
    betas: ['one-2026-01-01', 'two-2026-01-01'],
  };
  await run(streamOf(provider(), call(`${server.url}/gateway/v1/`, parts), never()));
  expect(server.requests[0]?.url).toBe('/gateway/v1/messages');
  expect(server.requests[0]?.headers).toMatchObject({
    authorization: `Bearer ${KEY}`,
    'anthropic-beta': 'one-2026-01-01,two-2026-01-01',
    'x-stainless-retry-count': '0',
  });
  expect(server.requests[0]?.headers['x-api-key']).toBeUndefined();
  expect(server.requests[0]?.body).toEqual({
    model: 'claude-haiku-4-5-20251001',
    max_tokens: 256,
    messages: [{ role: 'user', content: 'Hello' }],
    stream: true,
    system: 'Be brief.',
    output_config: { format: { type: 'json_schema', schema: { type: 'object' } } },
    tools: parts.tools,
    tool_choice: parts.toolChoice,
    thinking: parts.thinking,
  });
  await run(streamOf(provider(), call(server.url), never()));
  expect(Object.keys(server.requests[1]?.body ?? {}).toSorted()).toEqual([
    'max_tokens',
    'messages',
    'model',
    'stream',
  ]);
});

test.each([
  ['bearer', { authorization: `Bearer ${KEY}` }, 'x-api-key'],
  ['x-api-key', { 'x-api-key': KEY }, 'authorization'],
  ['both', { 'x-api-key': KEY, authorization: `Bearer ${KEY}` }, null],
] as const)('in header mode %s the key goes where it should', async (headerMode, sent, absent) => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + end());
  });
  await run(streamOf(provider({ headerMode }), call(server.url), never()));
  expect(server.requests[0]?.headers).toMatchObject(sent);
  expect(Object.keys(server.requests[0]?.headers ?? {}).includes(absent ?? 'none')).toBe(false);
});

test('a local server needs no key and is sent none', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + end());
  });
  const upstream = { apiKey: null, baseUrl: server.url, simulated: false };
  const { error } = await run(streamOf(provider(), call(null, { upstream }), never()));
  expect(error).toBeNull();
  expect(server.requests[0]?.headers.authorization).toBeUndefined();
  expect(server.requests[0]?.headers['x-api-key']).toBeUndefined();
});

test('without a key and a base URL it says what to do', async () => {
  const upstream = { apiKey: null, baseUrl: null, simulated: false };
  const { error } = await run(streamOf(provider(), call(null, { upstream }), never()));
  expect(error).toMatchObject({
    code: 'credentials_missing',
    message: expect.stringContaining('ANTHROPIC_API_KEY'),
  });
});

test('a key that no header can carry is refused without showing it', async () => {
  const upstream = {
    apiKey: 'sk-ant-broken\nkey-0123456789abcdef',
    baseUrl: 'http://127.0.0.1:9',
    simulated: false,
  };
  const { error } = await run(streamOf(provider(), call(null, { upstream }), never()));
  expect(error).toMatchObject({ code: 'credentials_rejected' });
  expect(inspect(error, { depth: 10 })).not.toContain('0123456789abcdef');
});

test('cancel closes the connection, mid-answer and before the headers', async () => {
  for (const head of [START + textBlock('a'), null]) {
    const server = await startRawServer((response) => {
      if (head !== null) response.writeHead(200, EVENT_STREAM).write(head);
    });
    const controller = new AbortController();
    const running = run(streamOf(provider(), call(server.url), controller.signal));
    await eventually(() => expect(server.requests).toHaveLength(1));
    const reason = new Error('enough');
    controller.abort(reason);
    expect((await running).error).toBe(reason);
    await eventually(() => expect(server.closedAt).toHaveLength(1));
  }
});

test('cancel closes the connection although nobody reads', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).write(START + textBlock('a'));
  });
  const controller = new AbortController();
  const stream = streamOf(provider(), call(server.url), controller.signal);
  await stream.next();
  controller.abort(new Error('enough'));
  await eventually(() => expect(server.closedAt).toHaveLength(1));
  await expect(run(stream)).resolves.toMatchObject({ error: new Error('enough') });
});

test('a reader that leaves closes the connection', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).write(START + textBlock('a'));
  });
  for await (const provided of streamOf(provider(), call(server.url), never())) {
    if (provided.type === 'text-delta') break;
  }
  await eventually(() => expect(server.closedAt).toHaveLength(1));
});

test('an aborted signal makes no request', async () => {
  const server = await startRawServer((response) => void response.end());
  const { error } = await run(streamOf(provider(), call(server.url), AbortSignal.abort(new Error('early'))));
  expect(error).toEqual(new Error('early'));
  expect(server.requests).toEqual([]);
});

test('a connection is used again after a whole answer', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + textBlock('a') + end());
  });
  const one = provider();
  // Not always at once: the end of the answer is read after its last event was handed on.
  await eventually(async () => {
    expect((await run(streamOf(one, call(server.url), never()))).error).toBeNull();
    expect(server.connections()).toBeLessThan(server.requests.length);
  });
});

test('silence is a stall, and the connection is closed; pings are not silence', async () => {
  const silent = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).write(START + textBlock('a'));
  });
  const stalled = await run(streamOf(provider({ stallMs: 60 }), call(silent.url), never()));
  expect(stalled.error).toMatchObject({ code: 'stalled', retryable: true });
  expect(textOfEvents(stalled.events)).toBe('a');
  await eventually(() => expect(silent.closedAt).toHaveLength(1));

  const pinging = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).write(START);
    let pings = 0;
    const timer = setInterval(() => {
      pings += 1;
      if (pings < 30) return void response.write(event({ type: 'ping' }));
      clearInterval(timer);
      response.end(textBlock('late') + end());
    }, 60);
  });
  const thinking = await run(streamOf(provider({ stallMs: 1_500 }), call(pinging.url), never()));
  expect(thinking.error).toBeNull();
  expect(textOfEvents(thinking.events)).toBe('late');
});

test('a slow reader is not a stalled server', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(START + textBlock('a') + textBlock('b', 1) + end());
  });
  const stream = streamOf(provider({ stallMs: 30 }), call(server.url), never());
  await stream.next();
  await new Promise((resolve) => setTimeout(resolve, 120));
  expect((await run(stream)).error).toBeNull();
});

test('no headers within the time is a stall', async () => {
  const server = await startRawServer(() => {});
  const { error } = await run(streamOf(provider({ connectTimeoutMs: 50 }), call(server.url), never()));
  expect(error).toMatchObject({ code: 'stalled', message: expect.stringContaining(server.host) });
  await eventually(() => expect(server.closedAt).toHaveLength(1));
});

test('an error whose body never ends still is that error', async () => {
  const server = await startRawServer((response) => {
    response.writeHead(529, { 'content-type': 'application/json' }).write('{"type":');
  });
  const { error } = await run(streamOf(provider({ stallMs: 50 }), call(server.url), never()));
  expect(error).toMatchObject({ code: 'overloaded', status: 529 });
});

test.each<[string, string, string]>([
  ['cut before message_stop', START + textBlock('a'), 'interrupted'],
  ['an empty body', '', 'interrupted'],
  [
    'an event that is not JSON',
    `${START}event: content_block_delta\ndata: {"type": "conten\n\n`,
    'upstream_error',
  ],
  ['a message without a reason to stop', START + event({ type: 'message_stop' }), 'upstream_error'],
  [
    'an overload in the middle',
    START + event({ type: 'error', error: { type: 'overloaded_error', message: 'x' } }),
    'overloaded',
  ],
  [
    'an unknown error in the middle',
    START + event({ type: 'error', error: { type: 'new_error' } }),
    'upstream_error',
  ],
])('%s is an error of its kind, never an end', async (_, body, code) => {
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(body);
  });
  const { events, error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toBeInstanceOf(JackdawError);
  expect(error).toMatchObject({ code, retryable: true });
  expect(events.filter(({ type }) => type === 'response-end')).toEqual([]);
});

test.each([
  ['text/html', '<html><body>Welcome to the hotel</body></html>'],
  ['application/json', '{"id":"msg","type":"message"}'],
  ['text/plain', 'hello'],
])('a %s page with status 200 hints at the base URL', async (type, body) => {
  const server = await startRawServer((response) => {
    response.writeHead(200, { 'content-type': type }).end(body);
  });
  const { error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toMatchObject({
    code: 'upstream_error',
    retryable: false,
    message: expect.stringContaining('ANTHROPIC_BASE_URL'),
  });
});

test('a redirect is not followed with the key', async () => {
  const target = await startRawServer((response) => void response.end());
  const server = await startRawServer((response) => {
    response.writeHead(307, { location: `${target.url}/v1/messages` }).end();
  });
  const { error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toMatchObject({ code: 'upstream_error', retryable: false });
  expect(target.requests).toEqual([]);
});

test('a reset in the middle is an interruption, a refused connection names the host', async () => {
  const server = await startRawServer((response) => {
    response
      .writeHead(200, EVENT_STREAM)
      .write(START + textBlock('a'), () => response.socket?.resetAndDestroy());
  });
  const cut = await run(streamOf(provider(), call(server.url), never()));
  expect(cut.error).toMatchObject({ code: 'interrupted' });

  const early = await startRawServer((response) => void response.socket?.resetAndDestroy());
  const refused = await run(streamOf(provider(), call(early.url), never()));
  expect(refused.error).toMatchObject({ code: 'unreachable' });

  const nobody = await run(streamOf(provider(), call('http://127.0.0.1:1'), never()));
  expect(nobody.error).toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('127.0.0.1:1'),
  });
  const nowhere = await run(streamOf(provider(), call('http://nowhere.invalid'), never()));
  expect(nowhere.error).toMatchObject({
    code: 'unreachable',
    message: expect.stringContaining('nowhere.invalid'),
  });
});

test('a server that leaves out event names is understood', async () => {
  const body = (START + textBlock('plain') + end()).replaceAll(/^event: .*\n/gm, '');
  const server = await startRawServer((response) => {
    response.writeHead(200, EVENT_STREAM).end(`${body}data: [DONE]\n\n`);
  });
  const { events, error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toBeNull();
  expect(textOfEvents(events)).toBe('plain');
});

test('the key is in no error, whatever the server echoes', async () => {
  const server = await startRawServer((response, request) => {
    const message = `bad header ${request.headers.authorization}`;
    response
      .writeHead(400, { 'content-type': 'application/json', 'x-echo': String(request.headers.authorization) })
      .end(JSON.stringify({ type: 'error', error: { type: 'invalid_request_error', message } }));
  });
  const { error } = await run(streamOf(provider(), call(server.url), never()));
  expect(error).toMatchObject({ code: 'upstream_rejected' });
  expect(inspect(error, { depth: 20 })).not.toContain(KEY);
});

test('twenty calls at once share a provider without mixing', async () => {
  const server = await startRawServer((response, request) => {
    response
      .writeHead(200, EVENT_STREAM)
      .end(START + textBlock(String(request.headers['anthropic-beta'])) + end());
  });
  const one = provider();
  const texts = await Promise.all(
    Array.from({ length: 20 }, async (_, index) =>
      textOfEvents((await run(streamOf(one, call(server.url, { betas: [`b${index}`] }), never()))).events),
    ),
  );
  expect(texts).toEqual(Array.from({ length: 20 }, (_, index) => `b${index}`));
});
