import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { judgePair, summarise, type Judged } from '../../../eval/support/judge-pairs.ts';
import { readPairs } from '../../../eval/support/labelled-pairs.ts';
import { lexicalSimilarities } from '../../../eval/support/similarities.ts';

const pairs = readPairs(path.join(import.meta.dirname, '../../../eval/fresh-pairs.jsonl'));
let judged: Judged[] = [];

beforeAll(async () => {
  const { embedderId, of } = await lexicalSimilarities(pairs);
  judged = pairs.map((pair) => {
    const similarity = of.get(pair.id) ?? 0;
    return { ...pair, similarity, verdict: judgePair(pair, similarity, embedderId) };
  });
});

describe('the policy on labelled pairs, with the embedder that needs no model', () => {
  it('serves at most one trap in a hundred', () => {
    expect(summarise(judged).servedTraps).toBeLessThanOrEqual(0.01);
  });

  it('serves most of the paraphrases that keep to the words', () => {
    const near = judged.filter(({ kind }) => ['surface', 'frame', 'synonym'].includes(kind));
    expect(summarise(near).servedPositives).toBeGreaterThan(0.85);
  });

  it('decides the same whichever of the two was asked first', () => {
    const turned = judged.map((pair) =>
      judgePair({ ...pair, a: pair.b, b: pair.a }, pair.similarity, 'lexical-1'),
    );
    const differing = judged.filter(({ verdict }, index) => turned[index]?.verdict !== verdict.verdict);
    expect(differing.map(({ id }) => id)).toEqual([]);
  });

  it('has a reason for everything that it does not serve', () => {
    for (const { verdict } of judged) expect(verdict.reason).not.toBe('');
  });
});
