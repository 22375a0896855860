import {
  JackdawError,
  searchHistory,
  type Conversations,
  type ExactCache,
  type LedgerReader,
  type SemanticCache,
  type Traces,
} from '@jackdaw/core';
import type { CacheEntrySummary, ModelInfo } from '@jackdaw/core/protocol';
import type { Handlers } from '../server/handlers.ts';
import { exportConversation } from '../export/index.ts';
import type { StatsSource } from './create-stats.ts';

export interface HandlersOptions {
  readonly conversations: Conversations;
  readonly cache: ExactCache;
  readonly similar: SemanticCache;
  readonly stats: StatsSource;
  readonly ledger: LedgerReader;
  readonly traces: Traces;
  /** Books what waits to be booked; to be called before traces are read. */
  readonly settle: () => void;
  readonly models: () => readonly ModelInfo[];
}

const PAGE = 100;

/** What the socket can ask beside turns: history, cache, metrics, traces and models. */
export function createHandlers({
  conversations,
  cache,
  similar,
  stats,
  ledger,
  traces,
  settle,
  models,
}: HandlersOptions): Handlers {
  return {
    'history.list': (params) => conversations.list(params),
    'history.get': ({ id }) => conversations.get(id),
    'history.search': async ({ query, limit = PAGE }) => ({
      matches: await searchHistory(conversations.all(), query, limit),
    }),
    'history.export': async ({ id, format = 'markdown' }) => ({
      text: await exportConversation(await conversations.get(id), format),
    }),
    'history.import': async ({ conversation }) => ({ id: await conversations.add(conversation) }),
    'history.fork': async ({ id, at }) => ({ id: await conversations.fork(id, at) }),
    'history.choose': async ({ id, variant }) => ({ message: await conversations.choose(id, variant) }),
    'history.system': async ({ id, system }) => {
      await conversations.setSystem(id, system);
      return {};
    },
    'history.rename': async ({ id, title }) => {
      await conversations.rename(id, title);
      return {};
    },
    'history.delete': async ({ id }) => {
      await conversations.delete(id);
      return {};
    },
    'history.restore': async ({ id }) => {
      await conversations.restore(id);
      return {};
    },

    'cache.stats': async () => {
      const { entries, bytes, maxBytes } = cache.stats();
      const { hits, savedUsd } = stats.get();
      return { entries: { exact: entries, semantic: similar.size }, bytes, maxBytes, hits, savedUsd };
    },
    'cache.list': async ({ limit = PAGE, cursor }) => {
      const page = await cache.list({ limit, cursor });
      return { entries: page.entries.map(summaryOf), cursor: page.cursor };
    },
    'cache.get': async ({ id }) => {
      const entry = await cache.get(id);
      if (entry === null) throw new JackdawError('not_found', `The cache has no entry ${id}.`);
      return { ...summaryOf(entry), text: entry.answer.text };
    },
    'cache.delete': async ({ id }) => ({ deleted: await cache.delete(id) }),
    'cache.clear': async () => {
      await similar.clear();
      return { deleted: await cache.clear() };
    },
    'cache.feedback': async ({ entryId, verdict, semanticId, similarity }) => {
      if (verdict === 'right') return {};
      if (semanticId !== undefined) await similar.reject(semanticId, similarity ?? 1);
      // An exact entry answers this one question alone: all there is to learn is not to give it again.
      else await cache.delete(entryId);
      return {};
    },

    'metrics.get': async ({ window }) => stats.get(window),
    'metrics.series': ({ range = 'hour', since }) => {
      settle();
      return ledger.series(range, since);
    },
    'ledger.summary': async ({ since = 0 }) => {
      settle();
      return { ...(await ledger.summary(since)), prices: stats.prices };
    },
    'ledger.export': async ({ by = 'turn', since = 0, limit = PAGE, cursor }) => {
      settle();
      return ledger.page({ by, since, limit, cursor });
    },
    'trace.list': async ({ limit = PAGE }) => {
      settle();
      return { traces: await traces.list(limit) };
    },
    'trace.get': ({ id }) => {
      settle();
      return traces.get(id);
    },
    'models.list': async () => ({ models: [...models()] }),
  };
}

type Listed = Awaited<ReturnType<ExactCache['list']>>['entries'][number];

function summaryOf({
  id,
  question,
  model,
  createdAt,
  expiresAt,
  bytes,
  hits,
  costUsd,
}: Listed): CacheEntrySummary {
  return {
    id,
    tier: 'exact',
    prompt: question,
    model,
    createdAt,
    expiresAt,
    bytes,
    hits,
    savedUsd: hits * (costUsd ?? 0),
  };
}
