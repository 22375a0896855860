import { createClusteredVectors } from '../../contract/vector-index/clustered-vectors.ts';
import { createSeededRandom } from '../../contract/vector-index/seeded-random.ts';
import { BAR, DIMENSIONS } from './contenders.ts';

export interface Question {
  readonly vector: Float32Array;
  /** The entry that it was made from, and their cosine; absent where it is near none by intent. */
  readonly planted?: { readonly id: number; readonly cosine: number };
}

export interface Questions {
  readonly entries: number;
  /** All entries, one after the other. */
  readonly vectors: Float32Array;
  /** A question like an entry, at a cosine from the bar to 0.99, or like none. */
  ask(isPlanted: boolean): Question;
}

/** Made-up questions in topics of about a hundred; the same for the same number. */
export function makeQuestions(entries: number): Questions {
  const source = createClusteredVectors(DIMENSIONS, Math.max(10, Math.floor(entries / 100)), entries);
  const random = createSeededRandom(entries + 1);
  const vectors = new Float32Array(entries * DIMENSIONS);
  const vectorAt = (id: number) => vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS);
  for (let id = 0; id < entries; id++) source.fill(vectorAt(id));
  return {
    entries,
    vectors,
    ask(isPlanted) {
      if (!isPlanted) return { vector: source.draw() };
      const id = Math.floor(random() * entries);
      const cosine = BAR + 1e-4 + random() * (0.99 - BAR);
      return { vector: source.near(vectorAt(id), cosine), planted: { id, cosine } };
    },
  };
}
