import type { Store } from '../state/store.ts';

/** What a screen reads while another one may have the terminal. */
export interface HeldStore<T> extends Pick<Store<T>, 'get' | 'subscribe'> {
  /** From here on the value stays as it is now, whatever happens behind it. */
  hold(): void;
  /** The value is the store's again; what was missed is told at once. */
  release(): void;
}

export function createHeldStore<T extends object>(store: Store<T>): HeldStore<T> {
  const listeners = new Set<() => void>();
  let held: { readonly value: T } | null = null;
  const tell = () => {
    for (const listener of listeners) listener();
  };
  store.subscribe(() => {
    if (held === null) tell();
  });
  return {
    get: () => held?.value ?? store.get(),
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    hold() {
      held ??= { value: store.get() };
    },
    release() {
      if (held === null) return;
      held = null;
      tell();
    },
  };
}
