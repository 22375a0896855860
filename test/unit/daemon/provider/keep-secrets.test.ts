import { JackdawError, type ModelCall, type Provider, type ProviderEvent } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { keepSecrets } from '../../../../packages/daemon/src/provider/keep-secrets.ts';
import { call, never, run } from '../../../integration/provider/call.ts';
import { streamOf } from '../../../support/provider-stream.ts';
import { telling } from '../../../support/provider-stream.ts';

const KEY = 'canary/of.the+client=0123456789abcdef';

function providing(events: readonly ProviderEvent[], error: Error | null = null): Provider {
  return {
    stream: telling(async function* () {
      yield* events;
      if (error !== null) throw error;
    }),
  };
}

const callWith = (apiKey: string, simulated = false): ModelCall =>
  call('http://127.0.0.1:1', { upstream: { apiKey, baseUrl: null, simulated } });

test('a key that a server writes into names, ids and reasons goes no further', async () => {
  const hostile = keepSecrets(
    providing([
      { type: 'response-start', model: `model-${KEY}`, requestId: `req_${KEY}` },
      { type: 'response-end', stopReason: KEY, explanation: `because of ${encodeURIComponent(KEY)}` },
    ]),
  );
  const { events } = await run(streamOf(hostile, callWith(KEY), never()));
  expect(events).toEqual([
    { type: 'response-start', model: 'model-[redacted]', requestId: 'req_[redacted]' },
    { type: 'response-end', stopReason: '[redacted]', explanation: 'because of [redacted]' },
  ]);
});

test('a key in an error goes no further, and all else of the error stays', async () => {
  const thrown = new JackdawError('overloaded', `busy with ${KEY}`, {
    retryAfterMs: 7,
    status: 529,
    requestId: `req_${KEY}`,
    retryable: false,
  });
  const { error } = await run(streamOf(keepSecrets(providing([], thrown)), callWith(KEY), never()));
  expect(error).toMatchObject({
    code: 'overloaded',
    message: 'busy with [redacted]',
    retryAfterMs: 7,
    status: 529,
    requestId: 'req_[redacted]',
    retryable: false,
  });
});

test('an error without the key is the same error, and what is no JackdawError is not touched', async () => {
  for (const thrown of [new JackdawError('stalled', 'nothing came'), new Error(KEY)]) {
    const { error } = await run(streamOf(keepSecrets(providing([], thrown)), callWith(KEY), never()));
    expect(error).toBe(thrown);
  }
});

test('the answer’s own text is the person’s, and stays', async () => {
  const text: ProviderEvent = { type: 'text-delta', text: `Your key is ${KEY}.` };
  const { events } = await run(streamOf(keepSecrets(providing([text])), callWith(KEY), never()));
  expect(events).toEqual([text]);
});

test('the demo has no key to hide: its word stays in names', async () => {
  const start: ProviderEvent = { type: 'response-start', model: 'demo-model', requestId: null };
  const { events } = await run(streamOf(keepSecrets(providing([start])), callWith('demo', true), never()));
  expect(events).toEqual([start]);
});
