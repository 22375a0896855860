import { findTwin, removeEntry, type Clock, type SemanticEntries, type SemanticTier } from '@jackdaw/core';

/** Milliseconds between two texts: people's questions go first in the embedder's queue, and this is in no hurry. */
const PAUSE_MS = 20;

/**
 * Gives entries of other embedders a vector of this one, one after the other: each moves, as a removal and an addition,
 * so that every index and snapshot follows. What this embedder cannot embed stays where it is. Rejects with
 * `signal.reason`, or with the embedder's or the store's error; what was moved stays moved.
 */
export async function embedAnew(
  tier: SemanticTier,
  others: readonly SemanticTier[],
  entries: SemanticEntries,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const { embedder, index, changed } = tier;
  const last = entries.sequence;
  for await (const { id, question, context, entryId, embedderId, expiresAt } of entries.list(0)) {
    if (id > last) return;
    if (embedderId === embedder.id || expiresAt <= clock.now()) continue;
    const [vector] = await embedder.embed([question], signal);
    if (vector === undefined || vector === null) continue;
    if (findTwin({ context, question, entryId }, vector, index, entries) !== null) {
      // Asked again meanwhile, and kept by this embedder then.
      removeEntry(id, entries, [tier, ...others]);
    } else {
      const moved = entries.move(id, embedder.id, vector);
      if (moved === null) continue;
      index.add(moved.record.id, context, vector);
      changed(moved.removal);
      for (const other of others) {
        other.index.remove(id);
        other.changed(moved.removal);
      }
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}
