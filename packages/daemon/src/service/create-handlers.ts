import {
  JackdawError,
  rankByLikeness,
  searchHistory,
  searchSimilar,
  type Conversations,
  type Embedder,
  type ExactCache,
  type LedgerReader,
  type SemanticCache,
  type Traces,
} from '@jackdaw/core';
import { LIMITS, type CacheEntrySummary, type ModelInfo } from '@jackdaw/core/protocol';
import type { Handlers } from '../server/handlers.ts';
import { exportConversation } from '../export/index.ts';
import type { StatsSource } from './create-stats.ts';

export interface HandlersOptions {
  readonly conversations: Conversations;
  readonly cache: ExactCache;
  readonly similar: SemanticCache;
  /** The best that is ready, for likeness. */
  readonly embedder: () => Embedder | null;
  readonly stats: StatsSource;
  readonly ledger: LedgerReader;
  readonly traces: Traces;
  /** Books what waits to be booked; to be called before traces are read. */
  readonly settle: () => void;
  readonly models: () => readonly ModelInfo[];
}

const PAGE = 100;
/** Milliseconds; a search that takes longer says so. */
const LONGEST_SEARCH_MS = 20_000;
const NEIGHBOURS = 5;
/** Entries whose questions a neighbour is looked for among. */
const MOST_COMPARED = 5000;

/** What the socket can ask beside turns: history, cache, metrics, traces and models. */
export function createHandlers({
  conversations,
  cache,
  similar,
  embedder,
  stats,
  ledger,
  traces,
  settle,
  models,
}: HandlersOptions): Handlers {
  const likeness = (limit: number) => ({
    embedder: embedder(),
    limit,
    signal: AbortSignal.timeout(LONGEST_SEARCH_MS),
  });

  return {
    'history.list': (params) => conversations.list(params),
    'history.get': ({ id, last }) => conversations.get(id, last),
    'history.search': async ({ query, mode = 'text', limit = PAGE }) => ({
      matches:
        mode === 'text'
          ? await searchHistory(conversations.all(), query, limit)
          : await searchSimilar(conversations.all(), query, likeness(limit)),
    }),
    'history.export': async ({ id, format = 'json' }) => ({
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
      if (entry === null) throw noEntry(id);
      return { ...summaryOf(entry), text: entry.answer.text };
    },
    'cache.pin': async ({ id, pinned = true }) => {
      if (!(await cache.pin(id, pinned))) throw noEntry(id);
      const entry = await cache.get(id);
      if (entry !== null) await similar.keepUntil(id, pinned ? LIMITS.maxTime : entry.expiresAt);
      return { pinned };
    },
    'cache.neighbours': async ({ id, limit = NEIGHBOURS }) => {
      const entry = await cache.get(id);
      if (entry === null) throw noEntry(id);
      const others = questionsOf(cache, id);
      const { ranked, by } = await rankByLikeness(entry.question, others, likeness(limit));
      return { neighbours: ranked.map(({ item, similarity }) => ({ ...item, similarity })), by };
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

function noEntry(id: string): JackdawError {
  return new JackdawError('not_found', `The cache has no entry ${id}.`);
}

async function* questionsOf(
  cache: ExactCache,
  except: string,
): AsyncIterable<{ readonly text: string; readonly item: { readonly id: string; readonly prompt: string } }> {
  let cursor: string | null = null;
  let seen = 0;
  do {
    const page: Awaited<ReturnType<ExactCache['list']>> = await cache.list({ limit: PAGE, cursor });
    for (const { id, question } of page.entries) {
      if (id !== except) yield { text: question, item: { id, prompt: question } };
    }
    seen += page.entries.length;
    cursor = page.cursor;
  } while (cursor !== null && seen < MOST_COMPARED);
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
  lastUsedAt,
  pinned,
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
    lastUsedAt,
    ...(pinned === true ? { pinned } : {}),
  };
}
