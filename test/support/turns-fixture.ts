import {
  createAdmission,
  createBudget,
  createConversations,
  createExactCache,
  createFlights,
  createGate,
  createLateBooks,
  createModelFacts,
  createMemoryStore,
  createPriceTable,
  createRetryPolicy,
  createRouter,
  createStandIns,
  createTurns,
  createValidate,
  NO_JUDGE,
  openLedger,
  openTraces,
  TIER_PRESETS,
  type Answer,
  type Caller,
  type ChatEvent,
  type ContextPolicy,
  type Provider,
  type SemanticCache,
  type Store,
  type TaskPrototypes,
  type Turn,
} from '@jackdaw/core';
import { createFakeClock } from './fake-clock.ts';

export const CALLER: Caller = {
  client: 'test',
  upstream: { apiKey: 'key', baseUrl: null, simulated: false },
};

/** The whole core over a store in memory and a provider of the test's; time stands still until told. */
export async function createTurnsFixture(
  provider: Provider,
  {
    store = createMemoryStore(),
    similar = NOTHING_SIMILAR,
    dailyUsd = null,
    context = { policy: 'compact', at: 0.8, keep: 4 },
    windows = {},
    prototypes = [],
  }: {
    store?: Store;
    similar?: SemanticCache;
    dailyUsd?: number | null;
    context?: ContextPolicy;
    windows?: Readonly<Record<string, number>>;
    prototypes?: readonly TaskPrototypes[];
  } = {},
) {
  const clock = createFakeClock();
  let count = 0;
  const newId = () => `id-${String(++count).padStart(6, '0')}`;
  const random = () => 0.5;
  const prices = createPriceTable();
  const facts = createModelFacts(windows);
  const cache = createExactCache({ store, clock, random, ttlMs: 86_400_000, maxBytes: 1e9 });
  const ledger = await openLedger({
    store,
    clock,
    newId,
    onFailure: () => {},
  });
  const traces = await openTraces({ store });
  const conversations = createConversations({ store, clock, newId });
  const records = { conversations, ledger, traces };
  const lateBooks = createLateBooks({ store, records, clock });
  const turns = createTurns({
    stages: {
      admission: createAdmission({
        requestsPerSecond: 1000,
        burst: 1000,
        maxQueue: 200,
        maxPromptBytes: 1e7,
        maxBinaryBytes: 1e7,
        clock,
      }),
      cache,
      similar,
      judge: NO_JUDGE,
      router: createRouter({
        tiers: TIER_PRESETS.current,
        models: facts.own,
        prototypes: () => prototypes,
      }),
      standIns: createStandIns({ tiers: TIER_PRESETS.current, factsOf: facts.factsOf }),
      flights: createFlights<ChatEvent, Answer>({ type: 'flight-join' }),
      gate: createGate({ clock, random, maxConcurrent: 200, maxQueue: 200, maxRetryAfterMs: 60_000 }),
      budget: createBudget({ dailyUsd, spentToday: ledger.spentToday, clock }),
      provider,
      retry: createRetryPolicy({ monotonic: clock.monotonic, random }),
      validate: createValidate(),
      promptCaching: 'auto',
      baseline: TIER_PRESETS.current.capable,
      directory: { countTokens: async () => null, listModels: async () => null },
      prices,
      recordAttempt: ledger.recordAttempt,
      clock,
      newId,
    },
    records,
    lateBooks,
    store,
    defaults: { model: () => 'auto', maxTokens: 1000, cacheEnabled: true, semantic: 'serve' },
    context,
    lingerMs: 30_000,
  });
  return { turns, store, clock, ledger, traces, lateBooks, conversations, cache };
}

/** A semantic cache that has nothing. */
export const NOTHING_SIMILAR: SemanticCache = {
  size: 0,
  find: async () => ({ kind: 'none', reason: 'nothing similar' }),
  save: () => {},
  addWording: () => {},
  reject: async () => {},
  keepUntil: async () => {},
  clear: async () => {},
};

const NEVER = new AbortController().signal;

/** Every event of a turn, to its end. */
export async function eventsOf(turn: Turn, from = 0): Promise<ChatEvent[]> {
  const events: ChatEvent[] = [];
  for await (const { event } of turn.read(from, NEVER)) events.push(event);
  return events;
}
