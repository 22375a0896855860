import { rankByLikeness, type Embedder } from '@jackdaw/core';
import { expect, test } from 'vitest';

const signal = new AbortController().signal;
async function* texts(...all: readonly string[]) {
  for (const text of all) yield { text, item: text };
}
const corpus = () =>
  texts(
    'How do I reset my password?',
    'What is the capital of Peru?',
    'Password reset, how?',
    'Write a haiku.',
  );

test('by words: the likest first, what has nothing to do with it not at all', async () => {
  const { ranked, by } = await rankByLikeness('reset the password', corpus(), {
    embedder: null,
    limit: 5,
    signal,
  });
  expect(by).toBe('lexical-1');
  expect(ranked.map(({ item }) => item).toSorted()).toEqual([
    'How do I reset my password?',
    'Password reset, how?',
  ]);
  expect(ranked[0]?.similarity).toBeGreaterThanOrEqual(ranked[1]?.similarity ?? 1);
  const [one] = (await rankByLikeness('reset the password', corpus(), { embedder: null, limit: 1, signal }))
    .ranked;
  expect(one?.item).toBe(ranked[0]?.item);
});

test('a model judges what the words let through, and only that', async () => {
  const asked: string[] = [];
  const model: Embedder = {
    id: 'model-1',
    dimensions: 2,
    async embed(all) {
      asked.push(...all);
      return all.map((text) => new Float32Array(text.startsWith('How do') ? [0, 1] : [1, 0]));
    },
  };
  const { ranked, by } = await rankByLikeness('reset the password', corpus(), {
    embedder: model,
    limit: 5,
    signal,
  });
  expect(by).toBe('model-1');
  expect(ranked).toEqual([{ item: 'Password reset, how?', similarity: 1 }]);
  expect(asked).not.toContain('Write a haiku.');
});

test('nothing to compare finds nothing; an abort is thrown', async () => {
  expect((await rankByLikeness('   ', corpus(), { embedder: null, limit: 5, signal })).ranked).toEqual([]);
  const gone = AbortSignal.abort(new Error('gone'));
  await expect(rankByLikeness('reset', corpus(), { embedder: null, limit: 5, signal: gone })).rejects.toThrow(
    'gone',
  );
});
