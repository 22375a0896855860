import type { Provider } from '@jackdaw/core';

export interface LazyProvider extends Provider {
  /** Loads it ahead of the first call. */
  warm(): void;
}

/** A provider that is loaded when it is first needed: the SDK behind it takes as long to load as all the rest. */
export function createLazyProvider(load: () => Promise<Provider>): LazyProvider {
  let loading: Promise<Provider> | null = null;
  const get = () => (loading ??= load());
  return {
    async *stream(call, signal) {
      const provider = await get();
      yield* provider.stream(call, signal);
    },
    warm() {
      // Who calls learns of a failure.
      get().catch(() => {});
    },
  };
}
