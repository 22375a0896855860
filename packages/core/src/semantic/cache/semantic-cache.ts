import { toJackdawError } from '../../errors/index.ts';
import type { ChatRequest } from '../../turn/chat-request.ts';
import type { PromptVector } from '../embedder.ts';
import { findInTier, type FindSimilarOptions } from './find-similar.ts';
import { findTwin, keepQuestion, type QuestionToKeep } from './keep-question.ts';
import { questionOf } from './question-of.ts';
import { better, none, NOTHING, type SemanticFinding } from './semantic-finding.ts';
import { removeEntry, type SemanticTier } from './semantic-tier.ts';

/** How far above the similarity of a wrong hit an entry's bar is put. */
const BAR_STEP = 0.02;

/** Entries after which clearing lets others work. */
const PAGE = 200;

/** Answers to questions that mean the same, in the same context. Nothing here throws, but for an abort in `find`. */
export interface SemanticCache {
  /**
   * `embedded` is told the question's vector where it is embedded anyway, once by each embedder that is asked, before
   * the promise settles.
   */
  find(
    context: string,
    request: ChatRequest,
    signal: AbortSignal,
    embedded?: (vector: PromptVector) => void,
  ): Promise<SemanticFinding>;
  /** In the background; an answer is worth finding again, not worth waiting for. */
  save(context: string, request: ChatRequest, entryId: string): void;
  /**
   * In the background: this question is from now on a wording of an earlier one, in place of an answer of its own. Who
   * asks something like it gets the earlier answer, and goes on in that answer's context.
   */
  addWording(context: string, request: ChatRequest, semanticId: number): void;
  /**
   * The answer was wrong for the question it was served to: the entry's bar rises above that similarity. Resolves when
   * that is on disk.
   */
  reject(semanticId: number, similarity: number): Promise<void>;
  /** The wordings of an answer live until then from now on (ms since the epoch). Rejects with `storage_failed`. */
  keepUntil(entryId: string, expiresAt: number): Promise<void>;
  /** Forgets everything. Rejects with the store's `storage_failed`. */
  clear(): Promise<void>;
  /** How many questions can be found. */
  readonly size: number;
}

export interface SemanticCacheOptions extends FindSimilarOptions {
  /** Milliseconds that an entry lives where its request does not say; its answer may go before. */
  readonly ttlMs: number;
  readonly onFailure: (error: unknown) => void;
}

/** `tiers` gives the best first; new entries go to the first that can embed them. */
export function createSemanticCache(
  options: SemanticCacheOptions,
): SemanticCache & { /** Waits for what is being saved. */ settled(): Promise<void> } {
  const { entries, tiers, clock, ttlMs, onFailure } = options;
  const saving = new Set<Promise<void>>();
  let keeping: Promise<void> = Promise.resolve();

  /** With `alone`, in place of what the question was kept with before. */
  async function store(keep: QuestionToKeep, alone: boolean): Promise<void> {
    const signal = new AbortController().signal;
    for (const tier of tiers()) {
      const vector = await tier.embedder.embed([keep.question], signal).then(
        ([first]) => first ?? null,
        () => null,
      );
      if (vector !== null) return inTurn(() => put(keep, vector, tier, alone));
    }
  }

  async function put(
    keep: QuestionToKeep,
    vector: Float32Array,
    tier: SemanticTier,
    alone: boolean,
  ): Promise<void> {
    const { context, question } = keep;
    const before = alone ? findTwin({ context, question }, vector, tier.index, entries) : null;
    if (before !== null && before.entryId !== keep.entryId) removeEntry(before.id, entries, tiers());
    await keepQuestion(keep, vector, tier, entries, clock);
  }

  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = keeping.then(work);
    keeping = done.catch(() => {});
    return done;
  }

  function storeLater(keep: QuestionToKeep, alone = false): void {
    const done = store(keep, alone)
      .catch(onFailure)
      .finally(() => saving.delete(done));
    saving.add(done);
  }

  function countHit(id: number): void {
    try {
      entries.update(id, ({ hits }) => ({ hits: hits + 1 }));
    } catch (error) {
      onFailure(error); // the answer is there all the same
    }
  }

  return {
    get size() {
      return tiers().reduce((sum, { index }) => sum + index.size, 0);
    },
    async clear() {
      let seen = 0;
      for await (const { id } of entries.list(0)) {
        removeEntry(id, entries, tiers());
        seen += 1;
        if (seen % PAGE === 0) await new Promise(setImmediate);
      }
    },
    async keepUntil(entryId, expiresAt) {
      let seen = 0;
      for await (const record of entries.list(0)) {
        if (record.entryId === entryId) await entries.updateForGood(record.id, () => ({ expiresAt }));
        seen += 1;
        if (seen % PAGE === 0) await new Promise(setImmediate);
      }
    },
    async find(context, request, signal, embedded = () => {}) {
      const asked = questionOf(request);
      if ('unfit' in asked) return none(asked.unfit);
      let best: SemanticFinding = NOTHING;
      for (const tier of tiers()) {
        let finding: SemanticFinding;
        try {
          finding = await findInTier(tier, context, asked.question, options, signal, embedded);
        } catch (error) {
          signal.throwIfAborted();
          finding = none(`similar answers could not be searched: ${toJackdawError(error).message}`);
        }
        if (finding.kind === 'serve') {
          if (request.cache.semantic === 'serve') countHit(finding.found.semanticId);
          return finding;
        }
        best = better(best, finding);
      }
      return best;
    },
    save(context, request, entryId) {
      if (request.cache.semantic === 'off') return;
      const asked = questionOf(request);
      if ('unfit' in asked) return;
      const expiresAt = clock.now() + (request.cache.ttlMs ?? ttlMs);
      storeLater({ context, question: asked.question.text, entryId, expiresAt });
    },
    addWording(context, request, semanticId) {
      const asked = questionOf(request);
      if ('unfit' in asked) return;
      try {
        const known = entries.get(semanticId);
        if (known?.context !== context) return;
        const { entryId, expiresAt } = known;
        storeLater({ context, question: asked.question.text, entryId, expiresAt }, true);
      } catch (error) {
        onFailure(error);
      }
    },
    async reject(semanticId, similarity) {
      try {
        await entries.updateForGood(semanticId, ({ bar }) => ({ bar: Math.max(bar, similarity + BAR_STEP) }));
      } catch (error) {
        onFailure(error);
      }
    },
    async settled() {
      while (saving.size > 0) await Promise.all(saving);
    },
  };
}
