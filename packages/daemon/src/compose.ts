import {
  baselineModel,
  createAdmission,
  createBudget,
  createConversations,
  createExactCache,
  createFlights,
  createGate,
  createJudge,
  createLateBooks,
  createLedgerReader,
  createModelFacts,
  createPriceTable,
  createRetryPolicy,
  createRouter,
  createStandIns,
  createTitler,
  createTokenCalibration,
  createTurns,
  createValidate,
  embedPrototypes,
  KNOWN_MODELS,
  openHitChecks,
  openLedger,
  openTraces,
  TIER_PRESETS,
  type Answer,
  type ChatEvent,
  type ObserveTurn,
  type Provider,
  type TaskPrototypes,
  type TurnStages,
  type UpstreamDirectory,
} from '@jackdaw/core';
import path from 'node:path';
import { parseDuration, parseSize } from '@jackdaw/core/home';
import { LIMITS } from '@jackdaw/core/protocol';
import { encodeTime } from 'ulid';
import { VERSION, type ComposeOptions, type Composition } from './lifecycle/index.ts';
import type { Relay } from './provider/relay.ts';
import { createMiniLm } from './embedder/index.ts';
import { openModels } from './models/index.ts';
import { openSimilar } from './semantic/open-similar.ts';
import { createHandlers } from './service/create-handlers.ts';
import { createBound } from './create-bound.ts';
import { createNewId } from './create-new-id.ts';
import { createStats } from './service/create-stats.ts';
import { createUpstreamWatch } from './service/watch-upstream.ts';
import { listModels } from './service/list-models.ts';
import { createMetricsPage, createTelemetry, processFigures } from './telemetry/index.ts';

/** Milliseconds, all of which hold the event loop: what an answer's check may take, a thousand times what one takes. */
const SCHEMA_WORK_MS = 1_000;

export interface Wiring extends ComposeOptions {
  readonly provider: Provider;
  readonly directory: UpstreamDirectory;
  readonly relay: Relay;
  readonly random: () => number;
  /** Where a collector of OpenTelemetry is looked up. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** Puts the parts together. With `main.ts` the only place that knows them all. */
export async function compose({
  config,
  serverSettings,
  paths,
  store,
  provider,
  directory,
  relay,
  clock,
  random,
  log,
  ownUpstream = async () => null,
  env = {},
}: Wiring): Promise<Composition> {
  const newId = createNewId(clock.now, random);
  const onFailure = (error: unknown) => log.error({ err: error }, 'a record could not be written');

  const tiers = { ...TIER_PRESETS[config.preset], ...config.tiers };
  const prices = createPriceTable(config.prices);
  const models = await openModels({
    store,
    directory,
    ownUpstream,
    own: createModelFacts(config.windows).own,
    refresh: config.models.refresh,
    clock,
    log,
  });
  const cache = createExactCache({
    store,
    clock,
    random,
    ttlMs: parseDuration(config.cache.ttl),
    maxBytes: parseSize(config.cache.maxSize),
  });
  let prototypes: readonly TaskPrototypes[] = [];
  const similar = await openSimilar({
    store,
    folder: path.join(paths.data, 'similar'),
    answerOf: async (entryId) => (await cache.get(entryId))?.answer ?? null,
    miniLm: config.embedder.enabled ? createMiniLm({ config: config.embedder, paths, clock, log }) : null,
    // The embedder of words cannot tell the examples' tasks apart: it would be asked in vain.
    onModel: async (embedder, signal) => {
      prototypes = [await embedPrototypes(embedder, signal)];
    },
    ttlMs: parseDuration(config.cache.ttl),
    maxEntries: config.cache.maxSimilar,
    clock,
    log,
  });
  const ledger = await openLedger({ store, clock, newId, onFailure });
  const traces = await openTraces({ store, ...config.traces });
  const conversations = createConversations({ store, clock, newId });
  const knownModels = new Set([...KNOWN_MODELS, ...Object.values(tiers), ...Object.keys(config.prices)]);
  const telemetry = createTelemetry({ config, env, version: VERSION, knownModels, clock, log });
  const observe: ObserveTurn = (record, trace) => {
    telemetry.observe(record, trace);
    titler.observe(record);
  };
  const records = { conversations, ledger, traces, observe };
  const reach = createUpstreamWatch();
  const lateBooks = createLateBooks({ store, records, clock });

  const checks = await openHitChecks(store);
  const budget = createBudget({ dailyUsd: config.budget.daily, spentToday: ledger.spentToday, clock });

  const calibration = createTokenCalibration();
  const router = createRouter({
    tiers,
    models: models.atStart,
    tokenFactor: calibration.factorOf,
    prototypes: () => prototypes,
    ...(config.rules === null ? {} : { rules: config.rules }),
  });
  const bound = createBound(SCHEMA_WORK_MS);
  const validate = createValidate(bound);
  const maxRetryAfterMs = parseDuration(config.retry.maxRetryAfter);
  const upstreamStages = {
    gate: createGate({ ...config.limits, maxRetryAfterMs, clock, random }),
    budget,
    provider,
    prices,
    clock,
    recordAttempt: reach.watching(telemetry.watching(ledger.recordAttempt)),
    retry: createRetryPolicy({
      monotonic: clock.monotonic,
      random,
      maxAttempts: config.retry.maxAttempts,
      baseMs: parseDuration(config.retry.base),
      capMs: parseDuration(config.retry.cap),
      maxRetryAfterMs,
    }),
  };
  const judge = createJudge({
    ...upstreamStages,
    mode: config.cache.judge,
    shadowShare: config.cache.shadowShare,
    perMinute: config.cache.judgePerMinute,
    model: tiers.fast,
    router,
    validate,
    similar,
    checks,
    random,
    onFailure: (error) => log.warn({ err: error }, 'The judge of similar answers could not be asked.'),
  });

  const admission = createAdmission({
    ...config.limits,
    maxPromptBytes: LIMITS.maxPromptBytes,
    maxBinaryBytes: LIMITS.maxBinaryBytes,
    clock,
  });
  const stats = createStats({
    ledger,
    settle: lateBooks.settle,
    budget,
    gate: upstreamStages.gate,
    admission,
    cache,
    similar,
    falseHits: checks.estimate,
    prices,
    overridden: Object.keys(config.prices),
    clock,
  });

  const stages: TurnStages = {
    ...upstreamStages,
    admission,
    cache,
    similar,
    judge,
    router,
    directory,
    standIns: createStandIns({ tiers, factsOf: models.factsOf }),
    flights: createFlights<ChatEvent, Answer>({ type: 'flight-join' }),
    validate,
    bound,
    promptCaching: config.promptCaching,
    baseline: baselineModel(tiers, config.baseline),
    newId,
    observeTokens: calibration.observe,
  };

  const titler = createTitler({
    ...stages,
    source: config.titles,
    conversations,
    onFailure: (error) => log.warn({ err: error }, 'A conversation keeps its first words as its title.'),
  });
  const turns = createTurns({
    stages,
    records,
    lateBooks,
    store,
    defaults: {
      model: () => serverSettings().model,
      maxTokens: config.maxTokens,
      cacheEnabled: config.cache.enabled,
      semantic: config.cache.semantic,
      thinking: config.thinking,
    },
    context: config.context,
    lingerMs: parseDuration(config.timeouts.linger),
  });
  const metricsPage = createMetricsPage(
    (server) => ({
      ...server,
      stats: stats.get(),
      turns: telemetry.counts,
      cacheMaxBytes: cache.stats().maxBytes,
      turnsActive: turns.active,
      version: VERSION,
      process: processFigures(),
    }),
    knownModels,
  );

  return {
    turns,
    relay,
    handlers: createHandlers({
      conversations,
      cache,
      similar,
      embedder: similar.best,
      stats,
      ledger: createLedgerReader({ store, clock, live: ledger.live, idAt: (time) => encodeTime(time) }),
      traces,
      settle: lateBooks.settle,
      models: () => listModels(tiers, prices, models),
    }),
    metrics: stats,
    metricsPage,
    cachedEntries: () => cache.stats().entries,
    embedder: similar.embedder,
    upstream: reach.state,
    async close() {
      stats.close();
      await models.close();
      await judge.close();
      await titler.close();
      await similar.close();
      await cache.close();
      await telemetry.close();
    },
  };
}
