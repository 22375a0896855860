import type { Likeness } from './task-classifier.ts';
import type { PromptVector, TaskPrototypes } from './task-prototypes.ts';

/** What a message can be held against: its vector, where the examples are there by the same embedder. */
export function likenessOf(
  embedding: PromptVector | undefined,
  prototypes: readonly TaskPrototypes[],
): Likeness | undefined {
  const known = prototypes.find(({ embedderId }) => embedderId === embedding?.embedderId);
  return embedding === undefined || known === undefined
    ? undefined
    : { vector: embedding, prototypes: known };
}
