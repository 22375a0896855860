import { createLexicalEmbedder, embedLexically } from '../semantic/lexical-embedder.ts';
import { EXAMPLE_PROMPTS } from './example-prompts.ts';
import type { Likeness } from './task-classifier.ts';
import { prototypesOf, type PromptVector, type TaskPrototypes } from './task-prototypes.ts';

const LEXICAL_ID = createLexicalEmbedder().id;
let lexical: TaskPrototypes | null = null;

/** The examples by their words. Deterministic, so kept for the process; about 20 ms at the first call. */
export function lexicalPrototypes(): TaskPrototypes {
  lexical ??= prototypesOf(
    LEXICAL_ID,
    EXAMPLE_PROMPTS.map(([, prompt]) => embedLexically(prompt)),
  );
  return lexical;
}

/**
 * What a message can be held against: the given vector where the examples are there by the same embedder, else the
 * message's words; undefined where words have nothing to compare.
 */
export function likenessOf(
  message: string,
  embedding: PromptVector | undefined,
  prototypes: readonly TaskPrototypes[],
): Likeness | undefined {
  const known = prototypes.find(({ embedderId }) => embedderId === embedding?.embedderId);
  if (embedding !== undefined && known !== undefined) return { vector: embedding, prototypes: known };
  const vector = embedLexically(message);
  if (vector === null) return undefined;
  return { vector: { embedderId: LEXICAL_ID, vector }, prototypes: lexicalPrototypes() };
}
