import { EventLog, type ModelCall, type Provider, type ProviderEvent } from '@jackdaw/core';

/** What a call tells, to be read one by one; whoever leaves early aborts it. */
export async function* streamOf(
  provider: Pick<Provider, 'stream'>,
  call: ModelCall,
  signal: AbortSignal,
): AsyncGenerator<ProviderEvent, void, void> {
  const leaving = new AbortController();
  const log = new EventLog<ProviderEvent>(() => 0);
  const either = AbortSignal.any([signal, leaving.signal]);
  const told = provider.stream(call, either, (event) => log.append(event)).finally(() => log.close());
  // Who reads hears of a failure behind the events.
  told.catch(() => {});
  try {
    for await (const { event } of log.read(0, leaving.signal)) yield event;
    await told;
  } finally {
    leaving.abort();
  }
}

/** A provider's `stream` that tells what a generator yields. */
export function telling(
  script: (call: ModelCall, signal: AbortSignal) => AsyncIterable<ProviderEvent>,
): Provider['stream'] {
  return async (call, signal, tell) => {
    for await (const event of script(call, signal)) {
      signal.throwIfAborted();
      tell(event);
    }
  };
}
