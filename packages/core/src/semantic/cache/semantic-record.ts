import { z } from 'zod';

/** A question that was answered, under `semantic/<id>`; the answer itself lies in the exact cache. */
export const semanticRecordSchema = z.object({
  /** Also its place in the sequence of changes. */
  id: z.number().int().min(1),
  /** Key of everything that could change the answer but the last question. */
  context: z.string(),
  question: z.string(),
  /** The exact cache's entry that holds the answer. */
  entryId: z.string(),
  embedderId: z.string(),
  /** Base64 of 32-bit floats. */
  vector: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  /** Cosine below which it is not served any more: raised by feedback, above 1 for never again. */
  bar: z.number(),
  hits: z.number(),
});
export type SemanticRecord = z.infer<typeof semanticRecordSchema>;

/** A removal, under `semantic-gone/<sequence>`. */
export const semanticRemovalSchema = z.object({ id: z.number().int().min(1) });
