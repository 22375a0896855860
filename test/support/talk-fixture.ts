import {
  createBinaryIndex,
  createLexicalEmbedder,
  createMemoryStore,
  createSemanticCache,
  openSemanticEntries,
  type Provider,
} from '@jackdaw/core';
import { createFakeClock } from './fake-clock.ts';
import { answering } from './fake-provider.ts';
import { CALLER, createTurnsFixture, eventsOf } from './turns-fixture.ts';
import { telling } from './provider-stream.ts';

/** What became of one question of a conversation. */
export interface Told {
  readonly cache: 'miss' | 'exact' | 'semantic';
  readonly text: string;
  /** Why no similar answer was served; null where that was not asked. */
  readonly reason: string | null;
}

/**
 * Whole conversations through the whole core with the semantic cache on words alone. The model gives every question an
 * answer that no other has, so that an answer tells where it came from.
 */
export async function createTalkFixture() {
  const store = createMemoryStore();
  const entries = await openSemanticEntries(store);
  const embedder = createLexicalEmbedder();
  const { id, dimensions } = embedder;
  const index = createBinaryIndex({ dimensions, vectorOf: (n) => entries.vectorOf(n, id, dimensions) });
  const tiers = [{ embedder, index, changed: () => {} }];
  const similar = createSemanticCache({
    entries,
    answerOf: async (entryId) => (await fixture.cache.get(entryId))?.answer ?? null,
    tiers: () => tiers,
    clock: createFakeClock(),
    ttlMs: 86_400_000,
    onFailure: (error) => {
      throw error;
    },
  });
  let answers = 0;
  const provider: Provider = {
    stream: telling(async function* () {
      answers += 1;
      yield* answering(`Answer number ${answers}.`);
    }),
  };
  const fixture = await createTurnsFixture(provider, { store, similar });

  return {
    similar,
    /** The questions of one conversation, one after the other. */
    async talk(questions: readonly string[]): Promise<Told[]> {
      const told: Told[] = [];
      let conversationId: string | undefined;
      for (const prompt of questions) {
        const request = { prompt, ...(conversationId === undefined ? {} : { conversationId }) };
        const turn = await fixture.turns.start(request, CALLER);
        conversationId = turn.conversationId ?? undefined;
        const events = await eventsOf(turn);
        const last = events.at(-1);
        if (last?.type !== 'turn-end') throw new Error(`"${prompt}" was not answered.`);
        const miss = events.find((event) => event.type === 'cache-miss' && event.tier === 'semantic');
        const reason = miss?.type === 'cache-miss' ? miss.reason : null;
        told.push({ cache: last.result.cache, text: last.result.text, reason });
        await similar.settled();
      }
      return told;
    },
  };
}
