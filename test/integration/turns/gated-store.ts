import { daemonParts, type DaemonParts } from '@jackdaw/daemon';

/** A real store whose writes can be held up while a daemon runs on it. */
export interface GatedStore {
  readonly parts: Pick<DaemonParts, 'openStore'>;
  /** From now on writes wait. */
  shut(): void;
  /** Those that wait go through, and all that follow. */
  open(): void;
}

export function createGatedStore(): GatedStore {
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  return {
    parts: {
      async openStore(options) {
        const store = await daemonParts.openStore(options);
        return { ...store, write: (batch) => gate.promise.then(() => store.write(batch)) };
      },
    },
    shut() {
      gate = Promise.withResolvers();
    },
    open: () => gate.resolve(),
  };
}
