import {
  abortable,
  createLexicalEmbedder,
  createSemanticCache,
  openSemanticEntries,
  toJackdawError,
  type Answer,
  type Clock,
  type Embedder,
  type LocalStore,
  type SemanticEntries,
} from '@jackdaw/core';
import { whyNotReady, type EmbedderState, type MiniLmEmbedder } from '../embedder/index.ts';
import type { Log } from '../log/index.ts';
import { embedAnew } from './embed-anew.ts';
import { keepHouse } from './keep-house.ts';
import { openTier, type OpenedTier } from './open-tier.ts';
import { similarOff } from './similar-off.ts';
import type { Similar } from './similar.ts';
import { settledWithin } from './settled-within.ts';
import { makeFolder } from '../make-folder.ts';

/** Milliseconds that a question waits for an index that is being opened: less than a model would take. */
const PATIENCE_MS = 1000;

/** Milliseconds after which what failed in the background is tried again. */
const AGAIN_MS = 60_000;

export interface SimilarOptions {
  readonly store: LocalStore;
  /** Where the indexes' snapshots lie. */
  readonly folder: string;
  readonly answerOf: (entryId: string) => Promise<Answer | null>;
  /** Null where it is switched off. */
  readonly miniLm: MiniLmEmbedder | null;
  /** What else is to be done with the real model, once, in the background, when it is there. Tried again where it fails. */
  readonly onModel: (embedder: Embedder, signal: AbortSignal) => Promise<void>;
  readonly ttlMs: number;
  /** Questions at most; the oldest go first. */
  readonly maxEntries: number;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * The semantic cache with its embedders. The lexical one works from the start; when the real model is there, it goes
 * first, and what the lexical one knew is embedded anew in the background. Never rejects: where the store cannot be
 * read, nothing is found, with the reason.
 */
export async function openSimilar(options: SimilarOptions): Promise<Similar> {
  const { store, folder, miniLm, log } = options;
  try {
    makeFolder(folder);
  } catch (error) {
    log.warn(
      { err: error },
      'No snapshots: every start reads the index of similar questions from the store.',
    );
  }
  try {
    return startSimilar(options, await openSemanticEntries(store));
  } catch (error) {
    log.error({ err: error }, 'The similar questions cannot be read.');
    return similarOff(`similar answers cannot be read: ${toJackdawError(error).message}`, miniLm);
  }
}

function startSimilar(options: SimilarOptions, entries: SemanticEntries): Similar {
  const { folder, answerOf, miniLm, onModel, ttlMs, maxEntries, clock, log } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const onFailure = (error: unknown) => log.warn({ err: error }, 'The semantic cache failed at something.');
  const hadEntries = entries.sequence > 0;
  let tiers: readonly OpenedTier[] = [];
  let whyClosed = 'the index of similar questions is still being opened';
  const underWay = new Set<Promise<void>>();

  function inBackground(work: Promise<void>): void {
    const done = work
      .catch((error: unknown) => {
        if (!signal.aborted) onFailure(error);
      })
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  /** Tries until it works, or the daemon stops. */
  async function persist(work: () => Promise<void>): Promise<void> {
    while (true) {
      try {
        return await work();
      } catch (error) {
        signal.throwIfAborted();
        whyClosed = `similar questions could not be read: ${toJackdawError(error).message}`;
        onFailure(error);
      }
      await clock.sleep(AGAIN_MS, signal);
    }
  }

  async function add(embedder: Embedder, place: 'first' | 'last'): Promise<void> {
    const tier = await openTier({ embedder, entries, folder, log, signal });
    tiers = place === 'first' ? [tier, ...tiers] : [...tiers, tier];
  }

  async function moveAll(): Promise<void> {
    const [best, ...others] = tiers;
    if (best !== undefined) await embedAnew(best, others, entries, clock, signal);
  }

  /** Once for each start: the index is opened, then what another embedder knew is taken over. */
  async function adopt(embedder: Embedder, place: 'first' | 'last', opened: () => void): Promise<void> {
    await persist(() => add(embedder, place));
    opened();
    if (place === 'first' || miniLm === null) await persist(moveAll);
  }

  const lexical = Promise.withResolvers<void>();
  inBackground(adopt(createLexicalEmbedder(), 'last', lexical.resolve));
  /** Resolves when the model's index is open, or it is clear that it will not be soon. */
  const model = Promise.withResolvers<void>();
  let adopted = false;
  const stopListening = miniLm?.onChange(({ state }) => {
    if (state === 'idle' || state === 'loading') return;
    if (state !== 'ready') return model.resolve();
    if (adopted) return;
    adopted = true;
    inBackground(adopt(miniLm, 'first', model.resolve));
    inBackground(persist(() => onModel(miniLm, signal)));
  });
  if (miniLm === null || !hadEntries) model.resolve();

  let asked = false;
  function prepare(): void {
    if (!asked) miniLm?.prepare();
    asked = true;
  }

  let waiting: Promise<void> | null = null;
  let waited = false;
  /** Until the indexes are open; all questions together lose no more than `PATIENCE_MS` after a start. */
  function untilOpen(): Promise<void> {
    const open = Promise.all([lexical.promise, model.promise]);
    return (waiting ??= settledWithin(open, PATIENCE_MS, clock, signal).catch(() => {})).then(() => {
      waited = true;
    });
  }

  const cache = createSemanticCache({ entries, answerOf, tiers: () => tiers, clock, ttlMs, onFailure });
  const house = keepHouse({
    entries,
    tiers: () => tiers,
    hasAnswer: async (entryId) => (await answerOf(entryId)) !== null,
    clock,
    maxEntries,
    log,
    signal,
    inBackground,
  });

  return {
    get size() {
      return cache.size;
    },
    async find(context, request, turnSignal, embedded) {
      // The model is looked for when there is a question worth finding again, or one that may be found.
      if (hadEntries) prepare();
      if (!waited) await abortable(untilOpen(), turnSignal);
      if (tiers.length === 0) return { kind: 'none', reason: whyClosed };
      return cache.find(context, request, turnSignal, embedded);
    },
    save(context, request, entryId) {
      prepare();
      // An answer that was quicker than the index is kept all the same.
      if (tiers.length > 0) cache.save(context, request, entryId);
      else inBackground(lexical.promise.then(() => cache.save(context, request, entryId)));
      house.grown();
    },
    addWording: cache.addWording,
    reject: cache.reject,
    clear: cache.clear,
    keepUntil: cache.keepUntil,
    best: () => tiers[0]?.embedder ?? null,
    embedder() {
      const state = miniLm?.state() ?? OFF;
      const detail = whyNotReady(state);
      const id = tiers[0]?.embedder.id ?? null;
      return { state: state.state, id, ...(detail === null ? {} : { detail }) };
    },
    async close() {
      stopListening?.();
      closing.abort(new Error('the daemon stops'));
      lexical.resolve();
      await Promise.all(underWay);
      await miniLm?.close();
      await cache.settled();
      for (const tier of tiers) await tier.close();
    },
  };
}

const OFF: EmbedderState = {
  state: 'off',
  reason: 'The embedding model is switched off in the config.',
};
