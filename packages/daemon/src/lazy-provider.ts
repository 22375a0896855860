import type { Provider, UpstreamDirectory } from '@jackdaw/core';
import type { Relay } from './provider/relay.ts';

export type WholeProvider = Provider & UpstreamDirectory & { readonly relay: Relay };

export interface LazyProvider extends WholeProvider {
  /** Loads it ahead of the first call. */
  warm(): void;
}

/** A provider that is loaded when it is first needed: the SDK behind it takes as long to load as all the rest. */
export function createLazyProvider(load: () => Promise<WholeProvider>): LazyProvider {
  let loading: Promise<WholeProvider> | null = null;
  let loaded: WholeProvider | null = null;
  const get = () => (loading ??= load().then((provider) => (loaded = provider)));

  return {
    stream: async (call, signal, tell) => (loaded ?? (await get())).stream(call, signal, tell),
    countTokens: async (call, signal) => (await get()).countTokens(call, signal),
    relay: async (call, upstream, signal) => (await get()).relay(call, upstream, signal),
    listModels: async (upstream, signal) => (await get()).listModels(upstream, signal),
    warm() {
      // Who calls learns of a failure.
      get().catch(() => {});
    },
  };
}
