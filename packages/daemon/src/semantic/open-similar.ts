import { mkdirSync } from 'node:fs';
import {
  createLexicalEmbedder,
  createSemanticCache,
  openSemanticEntries,
  type Answer,
  type Clock,
  type Embedder,
  type LocalStore,
  type SemanticCache,
} from '@jackdaw/core';
import type { DaemonStatus } from '@jackdaw/core/protocol';
import { whyNotReady, type EmbedderState, type MiniLmEmbedder } from '../embedder/index.ts';
import type { Log } from '../log/index.ts';
import { embedAnew } from './embed-anew.ts';
import { openTier, type OpenedTier } from './open-tier.ts';

export interface SimilarOptions {
  readonly store: LocalStore;
  /** Where the indexes' snapshots lie. */
  readonly folder: string;
  readonly answerOf: (entryId: string) => Promise<Answer | null>;
  /** Null where it is switched off. */
  readonly miniLm: MiniLmEmbedder | null;
  readonly ttlMs: number;
  readonly clock: Clock;
  readonly log: Log;
}

export interface Similar extends SemanticCache {
  /** Which embedder judges now, and what the model is at. */
  embedder(): DaemonStatus['embedder'];
  close(): Promise<void>;
}

/**
 * The semantic cache with its embedders. The lexical one works from the start; when the real model is there, it goes
 * first, and what the lexical one knew is embedded anew in the background. Until an index is open its tier is not asked.
 */
export async function openSimilar(options: SimilarOptions): Promise<Similar> {
  const { store, folder, answerOf, miniLm, ttlMs, clock, log } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const onFailure = (error: unknown) => log.warn({ err: error }, 'The semantic cache failed at something.');
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
  } catch (error) {
    onFailure(error); // no snapshots: every start reads the index from the store
  }
  const entries = await openSemanticEntries(store);
  let tiers: readonly OpenedTier[] = [];
  let asked = false;
  const underWay = new Set<Promise<void>>();

  function inBackground(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        if (!signal.aborted) onFailure(error);
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  async function add(embedder: Embedder, place: 'first' | 'last'): Promise<void> {
    const tier = await openTier({ embedder, entries, folder, log, signal });
    tiers = place === 'first' ? [tier, ...tiers] : [...tiers, tier];
  }

  async function adoptModel(model: MiniLmEmbedder): Promise<void> {
    await add(model, 'first');
    const [best, ...others] = tiers;
    if (best !== undefined) await embedAnew(best, others, entries, clock, signal);
  }

  inBackground(add(createLexicalEmbedder(), 'last'));
  let adopted = false;
  const stopListening = miniLm?.onChange(({ state }) => {
    if (state !== 'ready' || adopted) return;
    adopted = true;
    inBackground(adoptModel(miniLm));
  });

  const cache = createSemanticCache({ entries, answerOf, tiers: () => tiers, clock, ttlMs, onFailure });
  return {
    get size() {
      return cache.size;
    },
    find: cache.find,
    reject: cache.reject,
    clear: cache.clear,
    save(context, request, entryId) {
      // The model is looked for when there is the first question worth finding again.
      if (!asked) miniLm?.prepare();
      asked = true;
      cache.save(context, request, entryId);
    },
    embedder() {
      const state = miniLm?.state() ?? OFF;
      const detail = whyNotReady(state);
      const id = tiers[0]?.embedder.id ?? null;
      return { state: state.state, id, ...(detail === null ? {} : { detail }) };
    },
    async close() {
      stopListening?.();
      closing.abort(new Error('the daemon stops'));
      await Promise.all(underWay);
      await miniLm?.close();
      for (const tier of tiers) await tier.close();
    },
  };
}

const OFF: EmbedderState = { state: 'off', reason: 'The embedding model is switched off in the config.' };
