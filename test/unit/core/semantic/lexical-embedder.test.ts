import { cosine, createLexicalEmbedder, thresholdsFor } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const embedder = createLexicalEmbedder();
const never = new AbortController().signal;

async function similarity(a: string, b: string): Promise<number> {
  const [one, other] = await embedder.embed([a, b], never);
  if (one === null || one === undefined || other === null || other === undefined)
    throw new Error('no vector');
  return cosine(one, other);
}

describe('createLexicalEmbedder', () => {
  it('gives vectors of length 1 and of its dimensions, in order', async () => {
    const vectors = await embedder.embed(['What is a monad?', 'How do I exit vim?'], never);
    expect(vectors).toHaveLength(2);
    for (const vector of vectors) {
      expect(vector).toHaveLength(embedder.dimensions);
      expect(Math.hypot(...(vector ?? []))).toBeCloseTo(1, 5);
    }
    expect(vectors[0]).not.toEqual(vectors[1]);
  });

  it('gives the same vector for the same text, in any process', async () => {
    const [first] = await embedder.embed(['How do I exit vim?'], never);
    const [again] = await createLexicalEmbedder().embed(['How do I exit vim?'], never);
    expect(again).toEqual(first);
    // A change of this value is a change of every stored vector: then the id must change too.
    expect(embedder.id).toBe('lexical-1');
  });

  it.each([
    ['How do I reset my password?', "What's the process to reset my password?"],
    ['delete a folder in linux', 'remove a directory in Linux'],
    ['How do I change my delivery address?', 'How do I chnage my delivery address?'],
  ])('finds %j and %j alike enough to serve', async (a, b) => {
    expect(await similarity(a, b)).toBeGreaterThan(thresholdsFor(embedder.id).serve);
  });

  it('finds unrelated questions unlike', async () => {
    expect(await similarity('How do I exit vim?', 'What is the capital of Peru?')).toBeLessThan(0.2);
  });

  it('has no vector for a text that is too long or says nothing', async () => {
    expect(await embedder.embed(['word '.repeat(400), ''], never)).toEqual([null, null]);
  });

  it('rejects with the reason of an abort', async () => {
    const reason = new Error('enough');
    await expect(embedder.embed(['a text'], AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
