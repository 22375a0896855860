import { z } from 'zod';
import { TIERS } from '../router/tier.ts';
import { attachedSchema } from '../protocol/attachment-schema.ts';
import { MESSAGE_STATES } from '../protocol/records.ts';
import { turnResultSchema, usageSchema, wireErrorSchema } from '../protocol/event-schema.ts';

/** The conversation's own record, under `conversation/<id>`. */
export const storedConversationSchema = z.object({
  id: z.string(),
  title: z.string(),
  createdAt: z.number(),
  updatedAt: z.number(),
  turns: z.number(),
  costUsd: z.number(),
  /** System prompt of the latest turn that brought one; later turns inherit it. */
  system: z.string().optional(),
  deletedAt: z.number().optional(),
  /** The conversation whose first `at` messages this one began with. */
  forkedFrom: z.object({ id: z.string(), at: z.number() }).optional(),
  /** Of questions with several answers, the one that was chosen: first turn of the question → first turn of the answer. */
  chosen: z.record(z.string(), z.string()).optional(),
});
export type StoredConversation = z.infer<typeof storedConversationSchema>;

/**
 * One question and what became of it, under `turn/<conversation>/<ordinal>`. Written with `running` before the
 * pipeline sees the question; a record that still says so when its turn is no longer under way was cut by a crash.
 */
export const storedTurnSchema = z.object({
  turnId: z.string(),
  traceId: z.string(),
  prompt: z.string(),
  /** Files that went with the question; what is in them lies under the digest. */
  attachments: z.array(attachedSchema.extend({ digest: z.string() })).optional(),
  /** It went on with the answer before it, which had broken off; `prompt` is then jackdaw's own. */
  continues: z.literal(true).optional(),
  /** First turn of the answer that it goes on with; absent in older records: the latest answer before. */
  goesOnWith: z.string().optional(),
  /** First turn of the question that it answers anew. */
  variantOf: z.string().optional(),
  /** Who answered, or was asked last. */
  model: z.string().optional(),
  /** Whom the router had answer; absent for what came from the cache. */
  route: z.object({ model: z.string(), tier: z.enum(TIERS).nullable() }).optional(),
  askedAt: z.number(),
  state: z.enum(['running', ...MESSAGE_STATES]),
  /** The answer or the part of it that arrived. */
  text: z.string(),
  answeredAt: z.number().optional(),
  result: turnResultSchema.optional(),
  /** The cache entry that the answer came from or was saved in. */
  entryId: z.string().optional(),
  error: wireErrorSchema.optional(),
  usage: usageSchema.nullable().optional(),
  costUsd: z.number().nullable().optional(),
});
export type StoredTurn = z.infer<typeof storedTurnSchema>;
