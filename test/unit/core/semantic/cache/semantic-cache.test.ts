import { createLexicalEmbedder, createMemoryStore, JackdawError } from '@jackdaw/core';
import { describe, expect, test } from 'vitest';
import { asking, createSemanticFixture, createTableEmbedder, never } from './semantic-fixture.ts';

const RESET = 'How do I reset my password?';
const ALSO = 'What is the process to reset my password?';

describe('a question that means the same', () => {
  test('gets the earlier answer, with the earlier question and how alike they are', async () => {
    const { learn, find, entries } = await createSemanticFixture();
    await learn(RESET, 'one');
    const finding = await find(ALSO);
    expect(finding).toMatchObject({
      kind: 'serve',
      found: { entryId: 'one', semanticId: 1, matchedPrompt: RESET, answer: { id: 'one' } },
    });
    expect(finding.kind === 'serve' && finding.found.similarity).toBeGreaterThan(0.5);
    expect(entries.get(1)?.hits).toBe(1);
  });

  test('in another context finds nothing', async () => {
    const { learn, find } = await createSemanticFixture();
    await learn(RESET, 'one', 'after a talk of bikes');
    expect(await find(ALSO)).toEqual({ kind: 'none', reason: 'nothing similar' });
  });

  test('is refused with the guard’s reason where one thing differs', async () => {
    const { learn, find } = await createSemanticFixture();
    await learn(RESET, 'one');
    expect(await find('How do I not reset my password?')).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining('negation'),
    });
  });

  test('that asks for suggestions counts as no hit', async () => {
    const { learn, find, entries } = await createSemanticFixture();
    await learn(RESET, 'one');
    await find(ALSO, 'context', { cache: { mode: 'use', semantic: 'suggest' } });
    expect(entries.get(1)?.hits).toBe(0);
  });
});

test('tells the vector of a question that it embeds, and embeds none where there is nothing to find', async () => {
  const { cache, learn } = await createSemanticFixture();
  const told: string[] = [];
  const look = (question: string) =>
    cache.find('context', asking(question), never, ({ embedderId, vector }) => {
      told.push(`${embedderId} ${vector.length}`);
    });
  await look(RESET);
  expect(told).toEqual([]);
  await learn(RESET, 'one');
  await look(ALSO);
  const { id, dimensions } = createLexicalEmbedder();
  expect(told).toEqual([`${id} ${dimensions}`]);
});

describe('what cannot be judged by its words is neither found nor kept, and the reason says why', () => {
  test.each([
    ['tools', { tools: [{ name: 'look' }] }, 'tools'],
    [
      'attachments',
      {
        messages: [{ role: 'user' as const, content: [{ type: 'text', text: RESET }, { type: 'image' }] }],
      },
      'attachments',
    ],
    ['the present', { messages: [{ role: 'user' as const, content: 'What is the weather today?' }] }, 'time'],
  ])('%s', async (_what, changes, reason) => {
    const { cache, find } = await createSemanticFixture();
    cache.save('context', asking(RESET, changes), 'one');
    expect(await find(RESET, 'context', changes)).toMatchObject({
      kind: 'none',
      reason: expect.stringContaining(reason),
    });
    expect(cache.size).toBe(0);
  });

  test('nor what was asked with the semantic tier off', async () => {
    const { cache, learn } = await createSemanticFixture();
    await learn(RESET, 'one', 'context', { cache: { mode: 'use', semantic: 'off' } });
    expect(cache.size).toBe(0);
  });
});

describe('an entry goes', () => {
  test('when it has expired', async () => {
    const { cache, learn, find, clock } = await createSemanticFixture();
    await learn(RESET, 'one');
    await clock.advance(999);
    expect(await find(ALSO)).toMatchObject({ kind: 'serve' });
    await clock.advance(1);
    expect(await find(ALSO)).toMatchObject({ kind: 'none', reason: 'the similar answer has expired' });
    expect(cache.size).toBe(0);
  });

  test('when its answer is gone', async () => {
    const { cache, learn, find, gone } = await createSemanticFixture();
    await learn(RESET, 'one');
    gone.add('one');
    expect(await find(ALSO)).toMatchObject({ kind: 'none', reason: 'the similar answer is gone' });
    expect(cache.size).toBe(0);
    expect(await find(ALSO)).toEqual({ kind: 'none', reason: 'nothing similar' });
  });

  test('when all is cleared', async () => {
    const { cache, learn, find } = await createSemanticFixture();
    await learn(RESET, 'one');
    await learn('How tall is Mont Blanc?', 'two');
    await cache.clear();
    expect(cache.size).toBe(0);
    expect(await find(RESET)).toEqual({ kind: 'none', reason: 'nothing similar' });
  });

  test('and one cleared during a search does not come back by it', async () => {
    const { cache, learn, find, entries } = await createSemanticFixture();
    await learn(RESET, 'one');
    const searching = find(ALSO);
    await cache.clear();
    await searching;
    expect(entries.get(1)).toBeUndefined();
  });
});

test('asked afresh, an entry stays one, and only gets younger', async () => {
  const { cache, learn, entries, clock } = await createSemanticFixture();
  await learn(RESET, 'one');
  await clock.advance(600);
  await learn(RESET, 'one');
  expect(cache.size).toBe(1);
  expect(entries.get(1)?.expiresAt).toBe(clock.now() + 1000);
  // Of the same vector, but other words, and with an answer of its own.
  await learn(ALSO, 'two');
  expect(cache.size).toBe(2);
});

describe('feedback', () => {
  test('raises the entry’s bar above the similarity of the wrong hit, and never lowers it', async () => {
    const { cache, learn, find, entries } = await createSemanticFixture();
    await learn(RESET, 'one');
    const finding = await find(ALSO);
    if (finding.kind !== 'serve') throw new Error(finding.reason);
    const { semanticId, similarity } = finding.found;
    await cache.reject(semanticId, similarity);
    expect(await find(ALSO)).toMatchObject({ kind: 'suggest', reason: expect.stringContaining('below') });
    const bar = entries.get(semanticId)?.bar;
    await cache.reject(semanticId, 0.1);
    expect(entries.get(semanticId)?.bar).toBe(bar);
    // Neither by itself, nor by being asked again.
    await learn(RESET, 'one');
    expect(entries.get(semanticId)?.bar).toBe(bar);
  });

  test('on a hit of the same words means never again', async () => {
    const { cache, learn, find } = await createSemanticFixture();
    await learn('what is Rust', 'one');
    const finding = await find('What is Rust?');
    if (finding.kind !== 'serve') throw new Error(finding.reason);
    expect(finding.found.similarity).toBe(1);
    await cache.reject(finding.found.semanticId, finding.found.similarity);
    expect(await find('What is Rust?')).toMatchObject({ kind: 'suggest' });
  });

  test('on an entry that is gone changes nothing', async () => {
    const { cache, failures } = await createSemanticFixture();
    await cache.reject(7, 0.9);
    expect(cache.size).toBe(0);
    expect(failures).toEqual([]);
  });
});

describe('another wording', () => {
  const FAR = 'Which way leads back into an account whose secret word was forgotten?';

  test('has the earlier answer from then on, in place of its own', async () => {
    const { cache, learn, find, entries } = await createSemanticFixture();
    await learn(RESET, 'one');
    await learn(FAR, 'two');
    cache.addWording('context', asking(FAR), 1);
    await cache.settled();
    const finding = await find(FAR);
    expect(finding).toMatchObject({ kind: 'serve', found: { entryId: 'one', matchedPrompt: FAR } });
    expect(cache.size).toBe(2);
    const id = finding.kind === 'serve' ? finding.found.semanticId : 0;
    expect(entries.get(id)?.expiresAt).toBe(entries.get(1)?.expiresAt);
  });

  test('is not added in another context, or to an entry that is gone', async () => {
    const { cache, learn } = await createSemanticFixture();
    await learn(RESET, 'one');
    cache.addWording('other context', asking(FAR), 1);
    cache.addWording('context', asking(FAR), 9);
    await cache.settled();
    expect(cache.size).toBe(1);
  });
});

describe('two tiers', () => {
  const MINILM = 'minilm-l6-v2-q8-test';

  test('the better one keeps what it can embed, the other what it cannot, and both are asked', async () => {
    const best = createTableEmbedder(MINILM, { [RESET]: [1, 0], [ALSO]: [1, 0.1].map((x) => x / 1.00499) });
    const { learn, find, entries } = await createSemanticFixture({
      embedders: [best.embedder, createLexicalEmbedder()],
    });
    await learn(RESET, 'one');
    await learn('How tall is Mont Blanc?', 'two');
    expect([entries.get(1)?.embedderId, entries.get(2)?.embedderId]).toEqual([MINILM, 'lexical-1']);
    expect(await find(ALSO)).toMatchObject({ kind: 'serve', found: { entryId: 'one' } });
    expect(await find('How high is Mont Blanc?')).toMatchObject({ kind: 'serve', found: { entryId: 'two' } });
  });

  test('a failure of one is told where the other finds nothing', async () => {
    const best = createTableEmbedder(MINILM, { [RESET]: [1, 0] });
    const { learn, find } = await createSemanticFixture({
      embedders: [best.embedder, createLexicalEmbedder()],
    });
    await learn(RESET, 'one');
    best.state.broken = true;
    expect(await find(ALSO)).toMatchObject({
      kind: 'none',
      reason: expect.stringMatching(/^similar answers could not be searched: .*The thread ended/),
    });
    // What is learned now goes to the one that works.
    await learn('How tall is Mont Blanc?', 'two');
    expect(await find('How high is Mont Blanc?')).toMatchObject({ kind: 'serve' });
  });

  test('an empty one costs no embedding', async () => {
    const best = createTableEmbedder(MINILM, {});
    const { find } = await createSemanticFixture({ embedders: [best.embedder] });
    await find(RESET);
    expect(best.state.asked).toBe(0);
  });
});

test('an index that has an entry under another context does not mix contexts', async () => {
  const { learn, find, tiers, entries } = await createSemanticFixture();
  await learn(RESET, 'one', 'after a talk of bikes');
  const vector = entries.vectorOf(1, 'lexical-1', 384);
  if (vector === null) throw new Error('no vector');
  tiers[0]?.index.add(1, 'context', vector);
  expect(await find(RESET)).toEqual({ kind: 'none', reason: 'nothing similar' });
});

test('a store that fails is a miss with its reason', async () => {
  const store = createMemoryStore();
  const { learn, find, cache, failures } = await createSemanticFixture({ store });
  await learn(RESET, 'one');
  await store.close();
  expect(await find(ALSO)).toMatchObject({
    kind: 'none',
    reason: expect.stringContaining('store is closed'),
  });
  await cache.reject(1, 0.9);
  cache.addWording('context', asking(ALSO), 1);
  await learn(ALSO, 'two');
  expect(failures).toHaveLength(3);
  expect(failures[0]).toBeInstanceOf(JackdawError);
});

test('an abort ends a search with its own reason', async () => {
  const { cache, learn } = await createSemanticFixture();
  await learn(RESET, 'one');
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(cache.find('context', asking(ALSO), gone)).rejects.toThrow('gone');
  expect((await cache.find('context', asking(ALSO), never)).kind).toBe('serve');
});
