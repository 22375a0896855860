import type { Clock } from '../../clock/index.ts';
import { toJackdawError } from '../../errors/index.ts';
import type { Answer } from '../../turn/answer.ts';
import type { ChatRequest } from '../../turn/chat-request.ts';
import { decide, type SemanticVerdict } from '../decide.ts';
import type { Embedder } from '../embedder.ts';
import { analyse } from '../question/analyse.ts';
import type { Question } from '../question/question.ts';
import { thresholdsFor } from '../thresholds.ts';
import { unfitForSemantic } from '../unfit-for-semantic.ts';
import type { VectorIndex } from '../vector-index.ts';
import type { SemanticEntries } from './semantic-entries.ts';
import type { SemanticRecord } from './semantic-record.ts';

/** Candidates that are looked at, likeliest first: behind the first few none was ever right. */
const CANDIDATES = 8;

/** How far above the similarity of a wrong hit an entry's bar is put. */
const BAR_STEP = 0.02;

/** An embedder with the index of its vectors. */
export interface SemanticTier {
  readonly embedder: Embedder;
  readonly index: VectorIndex;
  /** Told of the number of every change of the index. */
  readonly changed: (sequence: number) => void;
}

/** An earlier answer to a question like this one. */
export interface SimilarAnswer {
  readonly semanticId: number;
  readonly entryId: string;
  readonly answer: Answer;
  readonly similarity: number;
  readonly matchedPrompt: string;
}

export type SemanticFinding =
  | { readonly kind: 'serve'; readonly found: SimilarAnswer; readonly reason: string }
  | { readonly kind: 'suggest'; readonly found: SimilarAnswer; readonly reason: string }
  | { readonly kind: 'none'; readonly reason: string };

/** Answers to questions that mean the same, in the same context. Neither method throws, but for an abort in `find`. */
export interface SemanticCache {
  find(context: string, request: ChatRequest, signal: AbortSignal): Promise<SemanticFinding>;
  /** In the background; an answer is worth finding again, not worth waiting for. */
  save(context: string, request: ChatRequest, entryId: string): void;
  /** The answer was wrong for the question it was served to: the entry's bar rises above that similarity. */
  reject(semanticId: number, similarity: number): void;
  /** Forgets everything. Rejects with the store's `storage_failed`. */
  clear(): Promise<void>;
  /** How many questions can be found. */
  readonly size: number;
}

export interface SemanticCacheOptions {
  readonly entries: SemanticEntries;
  /** The exact cache's answer, or null where it is gone. */
  readonly answerOf: (entryId: string) => Promise<Answer | null>;
  /** Best first. New entries go to the first that can embed them. */
  readonly tiers: () => readonly SemanticTier[];
  readonly clock: Clock;
  /** Milliseconds that an entry lives where its request does not say; its answer may go before. */
  readonly ttlMs: number;
  readonly onFailure: (error: unknown) => void;
}

export function createSemanticCache(options: SemanticCacheOptions): SemanticCache {
  const { entries, answerOf, tiers, clock, ttlMs, onFailure } = options;

  function remove(id: number): void {
    const sequence = entries.remove(id);
    if (sequence === null) return;
    for (const { index, changed } of tiers()) {
      index.remove(id);
      changed(sequence);
    }
  }

  async function searchTier(
    { embedder, index }: SemanticTier,
    context: string,
    question: Question,
    signal: AbortSignal,
  ): Promise<SemanticFinding> {
    const [vector] = await embedder.embed([question.text], signal);
    if (vector === undefined || vector === null) return none(`${embedder.id} cannot embed this text`);
    const thresholds = thresholdsFor(embedder.id);
    let best: SemanticFinding = NOTHING;
    for (const { id, similarity } of index.nearest(context, vector, CANDIDATES, thresholds.suggest)) {
      const record = entries.get(id);
      if (record === undefined || record.expiresAt <= clock.now()) {
        remove(id);
        continue;
      }
      const verdict = decide({
        similarity,
        a: question,
        b: analyse(record.question),
        thresholds,
        bar: record.bar,
      });
      const finding = await weigh(record, similarity, verdict);
      if (finding.kind === 'serve') {
        entries.update({ ...record, hits: record.hits + 1 });
        return finding;
      }
      // The likeliest suggestion is told, else why the likeliest candidate was refused.
      if (rank(finding) > rank(best) || best === NOTHING) best = finding;
    }
    return best;
  }

  async function weigh(
    record: SemanticRecord,
    similarity: number,
    { verdict, reason }: SemanticVerdict,
  ): Promise<SemanticFinding> {
    if (verdict === 'refuse') return none(reason);
    const { id: semanticId, entryId, question: matchedPrompt } = record;
    const answer = await answerOf(entryId);
    if (answer === null) {
      remove(semanticId);
      return none('the similar answer is gone');
    }
    return { kind: verdict, found: { semanticId, entryId, answer, similarity, matchedPrompt }, reason };
  }

  async function store(
    context: string,
    question: Question,
    entryId: string,
    expiresAt: number,
  ): Promise<void> {
    const signal = new AbortController().signal;
    for (const { embedder, index, changed } of tiers()) {
      const vector = await embedder.embed([question.text], signal).then(
        ([first]) => first,
        () => null,
      );
      if (vector === undefined || vector === null) continue;
      // Asked afresh: the entry is the same, only younger.
      const twin = index.nearest(context, vector, 1, 0.999)[0];
      const known = twin === undefined ? undefined : entries.get(twin.id);
      if (known?.entryId === entryId) return entries.update({ ...known, expiresAt, createdAt: clock.now() });
      const { id } = entries.add({
        context,
        question: question.text,
        entryId,
        embedderId: embedder.id,
        vector,
        createdAt: clock.now(),
        expiresAt,
        bar: 0,
      });
      index.add(id, context, vector);
      return changed(id);
    }
  }

  return {
    get size() {
      return tiers().reduce((sum, { index }) => sum + index.size, 0);
    },
    async clear() {
      for await (const { id } of entries.list(0)) remove(id);
    },
    async find(context, request, signal) {
      const asked = questionOf(request);
      if ('unfit' in asked) return none(asked.unfit);
      let best: SemanticFinding = NOTHING;
      for (const tier of tiers()) {
        let finding: SemanticFinding;
        try {
          finding = await searchTier(tier, context, asked.question, signal);
        } catch (error) {
          signal.throwIfAborted();
          finding = none(`similar answers could not be searched: ${toJackdawError(error).message}`);
        }
        if (finding.kind === 'serve') return finding;
        if (rank(finding) > rank(best) || best === NOTHING) best = finding;
      }
      return best;
    },
    save(context, request, entryId) {
      if (request.cache.semantic === 'off') return;
      const asked = questionOf(request);
      if ('unfit' in asked) return;
      const expiresAt = clock.now() + (request.cache.ttlMs ?? ttlMs);
      store(context, asked.question, entryId, expiresAt).catch(onFailure);
    },
    reject(semanticId, similarity) {
      try {
        const record = entries.get(semanticId);
        if (record === undefined) return;
        entries.update({ ...record, bar: Math.max(record.bar, similarity + BAR_STEP) });
      } catch (error) {
        onFailure(error);
      }
    },
  };
}

const none = (reason: string): SemanticFinding => ({ kind: 'none', reason });
const NOTHING: SemanticFinding = none('nothing similar');
const rank = ({ kind }: SemanticFinding): number => ({ none: 0, suggest: 1, serve: 2 })[kind];

/** The last question, where it can be judged by its words alone. */
function questionOf(request: ChatRequest): { readonly question: Question } | { readonly unfit: string } {
  if (request.tools.length > 0) return { unfit: 'requests with tools are cached exactly only' };
  const content = request.messages.at(-1)?.content;
  const [block, ...more] = typeof content === 'string' ? [{ type: 'text', text: content }] : (content ?? []);
  if (block?.type !== 'text' || more.length > 0 || typeof block['text'] !== 'string') {
    return { unfit: 'questions with attachments are cached exactly only' };
  }
  const question = analyse(block['text'].trim());
  const unfit = unfitForSemantic(question);
  return unfit === null ? { question } : { unfit };
}
