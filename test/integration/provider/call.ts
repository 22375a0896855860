import type { ModelCall, Provider, ProviderEvent } from '@jackdaw/core';
import {
  createAnthropicProvider,
  type AnthropicProviderOptions,
} from '../../../packages/daemon/src/provider/index.ts';

export const KEY = 'sk-ant-test-0123456789abcdefghij';

export function provider(options: Partial<AnthropicProviderOptions> = {}): Provider {
  return createAnthropicProvider({
    stallMs: 20_000,
    connectTimeoutMs: 20_000,
    log: { debug: () => {} },
    ...options,
  });
}

export function call(baseUrl: string | null, parts: Partial<ModelCall> = {}): ModelCall {
  return {
    model: 'claude-haiku-4-5-20251001',
    messages: [{ role: 'user', content: 'Hello' }],
    system: null,
    maxTokens: 256,
    schema: null,
    tools: [],
    toolChoice: null,
    thinking: null,
    betas: [],
    upstream: { apiKey: KEY, baseUrl, simulated: false },
    ...parts,
  };
}

/** All events, and the error that ended them, if one did. */
export async function run(
  stream: AsyncIterable<ProviderEvent>,
): Promise<{ readonly events: ProviderEvent[]; readonly error: unknown }> {
  const events: ProviderEvent[] = [];
  try {
    for await (const provided of stream) events.push(provided);
    return { events, error: null };
  } catch (error) {
    return { events, error };
  }
}

export function textOfEvents(events: readonly ProviderEvent[]): string {
  return events.map((provided) => (provided.type === 'text-delta' ? provided.text : '')).join('');
}

export const never = (): AbortSignal => new AbortController().signal;
