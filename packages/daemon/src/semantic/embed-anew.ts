import type { Clock, SemanticEntries, SemanticTier } from '@jackdaw/core';

/** Milliseconds between two texts: people's questions go first in the embedder's queue, and this is in no hurry. */
const PAUSE_MS = 20;

/**
 * Gives entries of other embedders a vector of this one, one after the other: each moves, as a removal and an addition,
 * so that every index and snapshot follows. What this embedder cannot embed stays where it is. Rejects with
 * `signal.reason`, or with the embedder's or the store's error; what was moved stays moved.
 */
export async function embedAnew(
  { embedder, index, changed }: SemanticTier,
  others: readonly SemanticTier[],
  entries: SemanticEntries,
  clock: Clock,
  signal: AbortSignal,
): Promise<void> {
  const last = entries.sequence;
  for await (const record of entries.list(0)) {
    if (record.id > last) return;
    if (record.embedderId === embedder.id) continue;
    const [vector] = await embedder.embed([record.question], signal);
    if (vector === undefined || vector === null || entries.get(record.id) === undefined) continue;
    const moved = entries.add({ ...record, embedderId: embedder.id, vector });
    index.add(moved.id, moved.context, vector);
    changed(moved.id);
    const removal = entries.remove(record.id);
    for (const other of others) {
      other.index.remove(record.id);
      if (removal !== null) other.changed(removal);
    }
    await clock.sleep(PAUSE_MS, signal);
  }
}
