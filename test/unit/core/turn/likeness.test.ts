import { embedPrototypes, type ChatEvent, type PromptVector, type SemanticCache } from '@jackdaw/core';
import type { WireRequest } from '@jackdaw/core/protocol';
import { describe, expect, it } from 'vitest';
import { answering, createFakeProvider } from '../../../support/fake-provider.ts';
import { directionOf, KNOWING } from '../../../support/knowing-embedder.ts';
import { CALLER, createTurnsFixture, eventsOf, NOTHING_SIMILAR } from '../../../support/turns-fixture.ts';

/** A question in which no sign tells a task. */
const QUESTION = 'The blue one again';
const REASONING: PromptVector = { embedderId: 'knowing', vector: directionOf('complex_reasoning') };

/** Finds nothing, and embeds each question to this on the way. */
const embeddingTo = (vector: PromptVector): SemanticCache => ({
  ...NOTHING_SIMILAR,
  find(_context, _request, _signal, embedded) {
    embedded?.(vector);
    return Promise.resolve({ kind: 'none', reason: 'nothing similar' });
  },
});

async function routeOf(similar: SemanticCache, wish: WireRequest = { prompt: QUESTION }) {
  const prototypes = [await embedPrototypes(KNOWING, new AbortController().signal)];
  const { turns } = await createTurnsFixture(createFakeProvider([answering('So')]), { similar, prototypes });
  const events = await eventsOf(await turns.start(wish, CALLER));
  return events.find((event): event is ChatEvent & { type: 'route-choose' } => event.type === 'route-choose');
}

describe('the vector that the semantic cache has embedded a question to', () => {
  it('tells the router what the question is like', async () => {
    expect(await routeOf(embeddingTo(REASONING))).toMatchObject({
      task: 'complex_reasoning',
      tier: 'capable',
      reason: expect.stringContaining('like other prompts of its kind'),
    });
  });

  it('tells it where the caller keeps the conversation, too', async () => {
    const wish: WireRequest = { messages: [{ role: 'user', content: QUESTION }] };
    expect(await routeOf(embeddingTo(REASONING), wish)).toMatchObject({ tier: 'capable' });
  });

  it('is not waited for where the cache does not embed', async () => {
    expect(await routeOf(NOTHING_SIMILAR)).toMatchObject({ task: 'other', tier: 'balanced' });
    const off: WireRequest = { prompt: QUESTION, cache: { mode: 'off' } };
    expect(await routeOf(embeddingTo(REASONING), off)).toMatchObject({ task: 'other', tier: 'balanced' });
  });
});
