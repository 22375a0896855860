import type { ModelCall, ProviderEvent } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { createLazyProvider, type WholeProvider } from '../../../packages/daemon/src/lazy-provider.ts';
import { streamOf } from '../../support/provider-stream.ts';
import { telling } from '../../support/provider-stream.ts';

const call: ModelCall = {
  model: 'a-model',
  messages: [{ role: 'user', content: 'hi' }],
  system: null,
  maxTokens: 10,
  schema: null,
  tools: [],
  toolChoice: null,
  thinking: null,
  betas: [],
  upstream: { apiKey: null, baseUrl: null, simulated: false },
};
const { signal } = new AbortController();

const provider: WholeProvider = {
  countTokens: async () => 7,
  listModels: async () => null,
  relay: async () => ({ status: 200, headers: {}, body: '{}' }),
  stream: telling(async function* ({ model }) {
    yield { type: 'response-start', model, requestId: null };
    yield { type: 'response-end', stopReason: 'end_turn' };
  }),
};

async function eventsOf(stream: AsyncIterable<ProviderEvent>): Promise<string[]> {
  const types: string[] = [];
  for await (const { type } of stream) types.push(type);
  return types;
}

test('the provider is loaded at the first call, once, and its events come through', async () => {
  let loads = 0;
  const lazy = createLazyProvider(async () => {
    loads += 1;
    return provider;
  });
  expect(loads).toBe(0);
  lazy.warm();
  const both = await Promise.all([
    eventsOf(streamOf(lazy, call, signal)),
    eventsOf(streamOf(lazy, call, signal)),
  ]);
  expect(both).toEqual([
    ['response-start', 'response-end'],
    ['response-start', 'response-end'],
  ]);
  expect(loads).toBe(1);
});

test('a provider that cannot be loaded fails the call, not the warm-up', async () => {
  const lazy = createLazyProvider(() => Promise.reject(new Error('not installed')));
  lazy.warm();
  await expect(eventsOf(streamOf(lazy, call, signal))).rejects.toThrow('not installed');
});
