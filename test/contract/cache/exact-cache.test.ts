import { createExactCache, createMemoryStore } from '@jackdaw/core';
import { createFakeClock } from '../../support/fake-clock.ts';
import { createFaultyStore } from '../store/faulty-store.ts';
import { cacheContract } from './cache-contract.ts';

cacheContract('exact', async () => {
  const store = createFaultyStore(createMemoryStore());
  const clock = createFakeClock();
  const open = () =>
    createExactCache({ store, clock, random: () => 0.5, ttlMs: 3_600_000, maxBytes: 1 << 20 });
  const caches = [open()];
  const [cache] = caches;
  if (cache === undefined) throw new Error('no cache');
  return {
    cache,
    clock,
    breakMedium: store.breakDown,
    pin: (entryId, pinned) => cache.pin(entryId, pinned),
    reopen: async () => {
      const again = open();
      caches.push(again);
      return again;
    },
    dispose: async () => {
      for (const each of caches) await each.close();
      await store.close();
    },
  };
});
