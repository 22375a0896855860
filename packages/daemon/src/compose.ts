import {
  createAdmission,
  createConversations,
  createExactCache,
  createFlights,
  createLateBooks,
  createPriceTable,
  createRetryPolicy,
  createRouter,
  createTurns,
  createValidate,
  openLedger,
  openTraces,
  TIER_PRESETS,
  type Answer,
  type ChatEvent,
  type Provider,
  type TurnStages,
} from '@jackdaw/core';
import { parseDuration, parseSize, type Config } from '@jackdaw/core/home';
import { LIMITS } from '@jackdaw/core/protocol';
import { monotonicFactory } from 'ulid';
import type { ComposeOptions, Composition } from './lifecycle/index.ts';
import { createHandlers } from './service/create-handlers.ts';
import { listModels } from './service/list-models.ts';

export interface Wiring extends ComposeOptions {
  readonly provider: Provider;
  readonly random: () => number;
}

/** Puts the parts together. With `main.ts` the only place that knows them all. */
export async function compose({ config, store, provider, clock, random, log }: Wiring): Promise<Composition> {
  const newId = monotonicFactory(random);
  const onFailure = (error: unknown) => log.error({ err: error }, 'a record could not be written');

  const tiers = { ...TIER_PRESETS[config.preset], ...config.tiers };
  const prices = createPriceTable(config.prices);
  const cache = createExactCache({
    store,
    clock,
    random,
    ttlMs: parseDuration(config.cache.ttl),
    maxBytes: parseSize(config.cache.maxSize),
  });
  const ledger = await openLedger({ store, clock, newId, onFailure });
  const traces = await openTraces(store);
  const conversations = createConversations({ store, clock, newId });
  const records = { conversations, ledger, traces };
  const lateBooks = createLateBooks({ store, records, clock });

  const stats = () => {
    lateBooks.settle();
    return ledger.stats();
  };

  const stages: TurnStages = {
    admission: createAdmission({ ...config.limits, maxPromptBytes: LIMITS.maxPromptCharacters, clock }),
    cache,
    router: createRouter({ tiers, ...(config.rules === null ? {} : { rules: config.rules }) }),
    flights: createFlights<ChatEvent, Answer>(clock.monotonic, { type: 'flight-join' }),
    provider,
    retry: createRetryPolicy({
      monotonic: clock.monotonic,
      random,
      maxAttempts: config.retry.maxAttempts,
      baseMs: parseDuration(config.retry.base),
      capMs: parseDuration(config.retry.cap),
      maxRetryAfterMs: parseDuration(config.retry.maxRetryAfter),
    }),
    validate: createValidate(),
    prices,
    recordAttempt: ledger.recordAttempt,
    clock,
    newId,
  };

  return {
    turns: createTurns({
      stages,
      records,
      lateBooks,
      store,
      defaults: { model: config.model, maxTokens: config.maxTokens, cacheEnabled: config.cache.enabled },
      lingerMs: parseDuration(config.timeouts.linger),
    }),
    handlers: createHandlers({
      conversations,
      cache,
      stats,
      traces,
      settle: lateBooks.settle,
      models: listModels(tiers, prices),
    }),
    metrics: { get: stats, onChange: ledger.onChange },
    cachedEntries: () => cache.stats().entries,
    close: () => cache.close(),
  };
}
