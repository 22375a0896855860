import type { ModelCall, Provider, ProviderEvent } from '@jackdaw/core';
import { telling } from './provider-stream.ts';

export type ScriptedEvent =
  | ProviderEvent
  | { readonly type: 'throw'; readonly error: unknown }
  | { readonly type: 'hang' };

export interface FakeProvider extends Provider {
  readonly calls: readonly ModelCall[];
  /** Calls that were closed before their end. */
  readonly closed: number;
}

/** Plays one script a call, in order, and throws where there is none left. */
export function createFakeProvider(scripts: readonly (readonly ScriptedEvent[])[]): FakeProvider {
  const calls: ModelCall[] = [];
  let closed = 0;
  return {
    calls,
    get closed() {
      return closed;
    },
    stream: telling(async function* (call, signal) {
      const script = scripts[calls.length];
      calls.push(call);
      if (script === undefined) throw new Error(`No script for call ${calls.length}.`);
      let done = false;
      try {
        for (const event of script) {
          await Promise.resolve();
          signal.throwIfAborted();
          if (event.type === 'throw') throw event.error;
          if (event.type === 'hang') await untilAborted(signal);
          else yield event;
        }
        done = true;
      } finally {
        if (!done) closed += 1;
      }
    }),
  };
}

function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/** The events of a whole answer, a word a delta. */
export function answering(text: string, model = 'claude-haiku-5-5'): ProviderEvent[] {
  return [
    { type: 'response-start', model, requestId: 'req_1' },
    ...text.split(/(?<= )/).map((word): ProviderEvent => ({ type: 'text-delta', text: word })),
    {
      type: 'usage-update',
      usage: { input: 10, output: 20, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    },
    { type: 'response-end', stopReason: 'end_turn' },
  ];
}
