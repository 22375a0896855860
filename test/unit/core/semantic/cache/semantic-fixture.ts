import {
  createBinaryIndex,
  createLexicalEmbedder,
  createMemoryStore,
  createSemanticCache,
  openSemanticEntries,
  type Answer,
  type ChatRequest,
  type Embedder,
  type LocalStore,
  type SemanticTier,
} from '@jackdaw/core';
import { createFakeClock } from '../../../../support/fake-clock.ts';
import { PLAIN_REQUEST } from '../../cache/chat-request-samples.ts';

export const never: AbortSignal = new AbortController().signal;

export function asking(prompt: string, changes: Partial<ChatRequest> = {}): ChatRequest {
  return { ...PLAIN_REQUEST, messages: [{ role: 'user', content: prompt }], ...changes };
}

export const answerNamed = (id: string): Answer => ({
  id,
  text: `The answer ${id}.`,
  blocks: [],
  model: 'claude-haiku-5-5',
  stopReason: 'end_turn',
  usage: null,
  costUsd: 0.01,
  latencyMs: 900,
  ttftMs: 100,
  createdAt: 0,
});

export interface SemanticFixtureOptions {
  readonly store?: LocalStore;
  /** Best first. */
  readonly embedders?: readonly Embedder[];
}

/** The semantic cache over a store in memory, an answer for every entry until it is taken away, time standing still. */
export async function createSemanticFixture({
  store = createMemoryStore(),
  embedders = [createLexicalEmbedder()],
}: SemanticFixtureOptions = {}) {
  const clock = createFakeClock();
  const entries = await openSemanticEntries(store);
  const gone = new Set<string>();
  const failures: unknown[] = [];
  const tiers = await Promise.all(
    embedders.map(async (embedder): Promise<SemanticTier & { readonly told: number[] }> => {
      const { id, dimensions } = embedder;
      const index = createBinaryIndex({
        dimensions,
        vectorOf: (n) => entries.vectorOf(n, id, dimensions),
        lookups: 64,
      });
      for await (const change of entries.changesSince(0, id, dimensions)) {
        if ('removed' in change) index.remove(change.id);
        else index.add(change.id, change.partition, change.vector);
      }
      const told: number[] = [];
      return { embedder, index, told, changed: (sequence) => void told.push(sequence) };
    }),
  );
  const cache = createSemanticCache({
    entries,
    answerOf: async (entryId) => (gone.has(entryId) ? null : answerNamed(entryId)),
    tiers: () => tiers,
    clock,
    ttlMs: 1000,
    onFailure: (error) => failures.push(error),
  });
  return {
    cache,
    entries,
    store,
    clock,
    tiers,
    gone,
    failures,
    async learn(prompt: string, entryId: string, context = 'context', changes: Partial<ChatRequest> = {}) {
      cache.save(context, asking(prompt, changes), entryId);
      await cache.settled();
    },
    find: (prompt: string, context = 'context', changes: Partial<ChatRequest> = {}) =>
      cache.find(context, asking(prompt, changes), never),
  };
}

/** An embedder of the test's: a fixed vector for each text it knows, a failure while `broken`. */
export function createTableEmbedder(id: string, table: Readonly<Record<string, readonly number[] | null>>) {
  const state = { broken: false, asked: 0 };
  const embedder: Embedder = {
    id,
    dimensions: 2,
    async embed(texts) {
      state.asked += 1;
      if (state.broken) throw new Error('The thread ended.');
      return texts.map((text) => {
        const vector = table[text];
        return vector === undefined || vector === null ? null : Float32Array.from(vector);
      });
    },
  };
  return { embedder, state };
}
