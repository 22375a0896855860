import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { cosine, createLexicalEmbedder, createSystemClock, type Embedder } from '@jackdaw/core';
import { createMiniLmEmbedder } from '../../../packages/daemon/src/embedder/index.ts';
import type { LabelledPair } from './labelled-pairs.ts';
import { UsageError } from './usage-error.ts';

export interface Similarities {
  readonly embedderId: string;
  /** By the pair's id; a pair whose texts the embedder refuses has 0. */
  readonly of: ReadonlyMap<string, number>;
}

/** Similarities by the embedder that works without a model. */
export function lexicalSimilarities(pairs: readonly LabelledPair[]): Promise<Similarities> {
  return measure(createLexicalEmbedder(), pairs);
}

/** Similarities by the real model, from the folder that MINILM_FOLDER names. Throws UsageError where it is not there. */
export async function minilmSimilarities(pairs: readonly LabelledPair[]): Promise<Similarities> {
  const temporary = mkdtempSync(path.join(tmpdir(), 'jackdaw-eval-'));
  const quiet = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {} };
  const embedder = createMiniLmEmbedder({
    folder: process.env['MINILM_FOLDER'] ?? null,
    cacheFolder: temporary,
    allowDownload: false,
    clock: createSystemClock(),
    log: quiet,
  });
  try {
    return await measure(embedder, pairs);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(
      `MiniLM cannot embed here: ${reason} Set MINILM_FOLDER to the folder of the model, give recorded similarities ` +
        `with --scores FILE.csv, or use --embedder lexical.`,
    );
  } finally {
    await embedder.close();
    rmSync(temporary, { recursive: true, force: true });
  }
}

async function measure(embedder: Embedder, pairs: readonly LabelledPair[]): Promise<Similarities> {
  const vectors = await embedder.embed(
    pairs.flatMap(({ a, b }) => [a, b]),
    new AbortController().signal,
  );
  const of = new Map<string, number>();
  for (const [index, { id }] of pairs.entries()) {
    const [a, b] = [vectors[2 * index] ?? null, vectors[2 * index + 1] ?? null];
    of.set(id, a === null || b === null ? 0 : cosine(a, b));
  }
  return { embedderId: embedder.id, of };
}
