import { createBinaryIndex, type BinaryIndex } from '@jackdaw/core';
import type { Questions } from './questions.ts';
import { loadLibrary } from './library.ts';

/** What one lookup found: the entry nearest of all that reach the bar. */
export interface Found {
  readonly id: number;
  readonly similarity: number;
}

export interface Contender {
  readonly name: string;
  readonly buildMs: number;
  /** Lookups in one round, so that rounds take about as long for each. */
  readonly lookups: number;
  nearest(question: Float32Array): Found | undefined;
}

export const BAR = 0.85;
export const DIMENSIONS = 384;

/** As an application writes it that keeps its cache in a list. */
export function buildNaive({ vectors, entries }: Questions): Contender {
  const startedAt = performance.now();
  const cache = Array.from({ length: entries }, (_, id) => ({
    id,
    prompt: `question ${id}`,
    response: `answer ${id}`,
    embedding: Array.from(vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS)),
  }));
  const cosineSimilarity = (a: readonly number[], b: readonly number[]) => {
    let dot = 0;
    let normA = 0;
    let normB = 0;
    for (let i = 0; i < a.length; i++) {
      const x = a[i] as number;
      const y = b[i] as number;
      dot += x * y;
      normA += x * x;
      normB += y * y;
    }
    return dot / (Math.sqrt(normA) * Math.sqrt(normB));
  };
  return {
    name: 'naive loop',
    buildMs: performance.now() - startedAt,
    lookups: lookupsFor(entries, 2),
    nearest(question) {
      const embedding = Array.from(question);
      let best: Found | undefined;
      for (const entry of cache) {
        const similarity = cosineSimilarity(embedding, entry.embedding);
        if (similarity >= BAR && similarity > (best?.similarity ?? 0)) best = { id: entry.id, similarity };
      }
      return best;
    },
  };
}

/** All numbers in one array, lengths known to be 1: what is easily won. Exhaustive, so the truth for the others. */
export function buildFlat({ vectors, entries }: Questions): Contender {
  return {
    name: 'flat array',
    buildMs: 0,
    lookups: lookupsFor(entries, 4),
    nearest(question) {
      let best = -1;
      let bestDot = -1;
      for (let id = 0, at = 0; id < entries; id++) {
        let dot = 0;
        for (let number = 0; number < DIMENSIONS; number++, at++) {
          dot += (vectors[at] as number) * (question[number] as number);
        }
        if (dot > bestDot) {
          bestDot = dot;
          best = id;
        }
      }
      return bestDot >= BAR ? { id: best, similarity: bestDot } : undefined;
    },
  };
}

export interface IndexContender extends Contender {
  readonly index: BinaryIndex;
  /** Vectors that were looked up for rescoring since the start. */
  readonly vectorsRead: { count: number };
  /** The longest that one addition took. */
  readonly longestAddMs: number;
}

export function buildIndex({ vectors, entries }: Questions): IndexContender {
  const vectorsRead = { count: 0 };
  const vectorAt = (id: number) => vectors.subarray(id * DIMENSIONS, (id + 1) * DIMENSIONS);
  const index = createBinaryIndex({
    dimensions: DIMENSIONS,
    vectorOf(id) {
      vectorsRead.count += 1;
      return vectorAt(id);
    },
  });
  const startedAt = performance.now();
  let longestAddMs = 0;
  for (let id = 0, before = startedAt; id < entries; id++) {
    index.add(id, 'fresh questions', vectorAt(id));
    const now = performance.now();
    longestAddMs = Math.max(longestAddMs, now - before);
    before = now;
  }
  return {
    name: 'jackdaw',
    index,
    vectorsRead,
    longestAddMs,
    buildMs: performance.now() - startedAt,
    lookups: 100,
    nearest: (question) => index.nearest('fresh questions', question, 1, BAR)[0],
  };
}

/** A graph library, or undefined where it cannot be had. */
export async function buildLibrary(
  { vectors, entries }: Questions,
  note: (text: string) => void,
): Promise<Contender | undefined> {
  const library = await loadLibrary(note);
  if (library === undefined) return undefined;
  const startedAt = performance.now();
  const graph = new library.Index({ metric: 'cos', dimensions: DIMENSIONS, quantization: 'f32' });
  const step = 10_000;
  for (let from = 0; from < entries; from += step) {
    const to = Math.min(entries, from + step);
    const keys = BigUint64Array.from({ length: to - from }, (_, at) => BigInt(from + at));
    graph.add(keys, vectors.subarray(from * DIMENSIONS, to * DIMENSIONS), 0);
  }
  return {
    name: library.name,
    buildMs: performance.now() - startedAt,
    lookups: 100,
    nearest(question) {
      const { keys, distances } = graph.search(question, 1, 1);
      const similarity = 1 - (distances[0] ?? 2);
      return similarity >= BAR ? { id: Number(keys[0]), similarity } : undefined;
    },
  };
}

function lookupsFor(entries: number, atLeast: number): number {
  return Math.max(atLeast, Math.min(100, Math.round(500_000 / entries)));
}
