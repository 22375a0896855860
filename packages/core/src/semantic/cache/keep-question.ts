import type { Clock } from '../../clock/index.ts';
import type { SemanticEntries } from './semantic-entries.ts';
import type { SemanticRecord } from './semantic-record.ts';
import type { SemanticTier } from './semantic-tier.ts';

/** Above this two vectors are of one text, rounding aside. */
const SAME = 0.999;
/** Texts of other words can have the same vector too: so many of those are looked at. */
const TWINS = 8;

export interface QuestionToKeep {
  readonly context: string;
  readonly question: string;
  /** The exact cache's entry that holds its answer. */
  readonly entryId: string;
  readonly expiresAt: number;
}

/**
 * Puts a question into a tier; one that is there already only gets younger. One at a time: two calls for one question
 * that overlap would not see each other. Rejects with the store's `storage_failed`.
 */
export async function keepQuestion(
  { context, question, entryId, expiresAt }: QuestionToKeep,
  vector: Float32Array,
  { embedder, index, changed }: SemanticTier,
  entries: SemanticEntries,
  clock: Clock,
): Promise<void> {
  const twin = findTwin({ context, question, entryId }, vector, index, entries);
  if (twin !== null) return entries.update(twin.id, () => ({ expiresAt, createdAt: clock.now() }));
  const { id } = await entries.add({
    context,
    question,
    entryId,
    embedderId: embedder.id,
    vector,
    createdAt: clock.now(),
    expiresAt,
    bar: 0,
  });
  index.add(id, context, vector);
  changed(id);
}

/** The entry of the same question, and with the same answer where `entryId` is given; null where there is none. */
export function findTwin(
  {
    context,
    question,
    entryId,
  }: Pick<QuestionToKeep, 'context' | 'question'> & { readonly entryId?: string },
  vector: Float32Array,
  index: SemanticTier['index'],
  entries: SemanticEntries,
): SemanticRecord | null {
  for (const { id } of index.nearest(context, vector, TWINS, SAME)) {
    const record = entries.get(id);
    if (record?.question !== question || record.context !== context) continue;
    if (entryId === undefined || record.entryId === entryId) return record;
  }
  return null;
}
