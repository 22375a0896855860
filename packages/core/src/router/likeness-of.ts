import type { Likeness } from './read-signs.ts';
import type { PromptVector } from '../semantic/embedder.ts';
import type { TaskPrototypes } from './task-prototypes.ts';

/** What a message can be held against: its vector, where the examples are there by the same embedder. */
export function likenessOf(
  embedding: PromptVector | null | undefined,
  prototypes: readonly TaskPrototypes[],
): Likeness | undefined {
  const known = prototypes.find(({ embedderId }) => embedderId === embedding?.embedderId);
  return !embedding || known === undefined ? undefined : { vector: embedding, prototypes: known };
}
