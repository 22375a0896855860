import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSystemClock } from '@jackdaw/core';
import { boundStore, openLevelStore } from '../../../packages/daemon/src/store/index.ts';
import { storeContract } from './store-contract.ts';

// Twice: once where reads mostly meet what still waits in memory, once where they mostly meet the database.
for (const [name, moveDelayMs] of [
  ['LevelDB, writes waiting', 10_000],
  ['LevelDB, writes moved at once', 0],
] as const) {
  storeContract(name, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'jackdaw-store-'));
    let store = await openLevelStore({ folder, moveDelayMs });
    return {
      store,
      reopen: async () => {
        await store.close();
        store = await openLevelStore({ folder, moveDelayMs });
        return store;
      },
      dispose: async () => {
        await store.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
}

storeContract('LevelDB, its waits bounded', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'jackdaw-store-'));
  const open = async () =>
    boundStore(await openLevelStore({ folder }), { folder, clock: createSystemClock() });
  let store = await open();
  return {
    store,
    reopen: async () => {
      await store.close();
      store = await open();
      return store;
    },
    dispose: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
});
