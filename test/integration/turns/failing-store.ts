import { JackdawError, type LocalStore } from '@jackdaw/core';
import type { InProcessOptions } from '../../support/start-daemon.ts';
import { daemonParts } from '@jackdaw/daemon';

/** A real store whose medium can be broken and mended while a daemon runs on it. */
export interface FailingStore {
  readonly parts: NonNullable<InProcessOptions['parts']>;
  /** Which operations fail from now on, and on which keys (all by default). */
  fail(what: { readonly reads?: boolean; readonly writes?: boolean }, key?: RegExp): void;
}

export function createFailingStore(): FailingStore {
  let failing: { readonly reads?: boolean; readonly writes?: boolean } = {};
  let on = /^/;
  const strike = (kind: 'reads' | 'writes', keys: readonly string[]) => {
    if (failing[kind] === true && keys.some((key) => on.test(key))) {
      throw new JackdawError('storage_failed', `The medium fails (${kind}).`);
    }
  };
  const breakable = (store: LocalStore): LocalStore => ({
    ...store,
    getNow(key) {
      strike('reads', [key]);
      return store.getNow(key);
    },
    async get(key) {
      strike('reads', [key]);
      return store.get(key);
    },
    async write(batch) {
      strike(
        'writes',
        batch.map(({ key }) => key),
      );
      return store.write(batch);
    },
    writeLater(batch) {
      if (failing.writes !== true) store.writeLater(batch);
    },
    async sync() {
      strike('writes', ['sync']);
      return store.sync();
    },
    async *scan(options) {
      strike('reads', [options.from]);
      yield* store.scan(options);
    },
  });
  return {
    parts: { openStore: async (options) => breakable(await daemonParts.openStore(options)) },
    fail(what, key = /^/) {
      failing = what;
      on = key;
    },
  };
}
