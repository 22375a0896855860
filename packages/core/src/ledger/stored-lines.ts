import { z } from 'zod';
import { errorCodeSchema, usageSchema, wireErrorSchema } from '../protocol/event-schema.ts';

/** Lines as they are on disk; those of older versions lack what came later. */
export const storedTurnSchema = z.object({
  traceId: z.string(),
  at: z.number(),
  client: z.string(),
  metadata: z.record(z.string(), z.string()).default({}),
  conversationId: z.string().nullable(),
  model: z.string().nullable(),
  cache: z.enum(['miss', 'exact', 'semantic']).nullable(),
  outcome: z.enum(['complete', 'refused', 'cut', 'cancelled', 'failed']),
  error: errorCodeSchema.nullable(),
  latencyMs: z.number(),
  ttftMs: z.number().nullable(),
  usage: usageSchema.nullable().optional(),
  costUsd: z.number().nullable().optional(),
  costKnown: z.boolean().optional(),
  savedUsd: z.number(),
  routingSavedUsd: z.number().default(0),
});

export const storedAttemptSchema = z.object({
  model: z.string(),
  attempt: z.number(),
  requestId: z.string().nullable(),
  startedAt: z.number(),
  latencyMs: z.number(),
  ttftMs: z.number().nullable(),
  usage: usageSchema.nullable(),
  costUsd: z.number().nullable(),
  error: wireErrorSchema.nullable(),
  simulated: z.boolean(),
  turn: z
    .object({
      traceId: z.string(),
      client: z.string(),
      conversationId: z.string().nullable(),
      tier: z.enum(['miss', 'none']),
    })
    .optional(),
  underWay: z.boolean().optional(),
  countComplete: z.boolean().optional(),
  purpose: z.enum(['judge', 'shadow', 'compact', 'title']).optional(),
});
