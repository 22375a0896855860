import { z } from 'zod';
import { ERROR_CODES, isErrorCode, type WireError } from '../errors/index.ts';
import { TIERS } from '../router/tier.ts';
import { UPSTREAM_WAIT_REASONS, type ChatEvent } from '../turn/chat-event.ts';
import { TASK_TYPES } from '../router/task-type.ts';
import type { TurnResult } from '../turn/turn-result.ts';
import type { Usage } from '../turn/usage.ts';

const count = z.number().int().min(0);
const contentBlock = z.looseObject({ type: z.string() });

export const usageSchema: z.ZodType<Usage> = z.object({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
});

// A newer daemon may know more codes; none of them may cost a reader the end of its turn.
export const errorCodeSchema = z.enum(Object.keys(ERROR_CODES).filter(isErrorCode)).catch('internal');

export const wireErrorSchema: z.ZodType<WireError> = z.object({
  code: errorCodeSchema,
  message: z.string(),
  retryable: z.boolean(),
  retryAfterMs: z.number().optional(),
  requestId: z.string().optional(),
});

export const turnResultSchema: z.ZodType<TurnResult> = z.object({
  text: z.string(),
  data: z.unknown().optional(),
  repairs: z.array(z.string()).optional(),
  blocks: z.array(contentBlock).optional(),
  model: z.string(),
  cache: z.enum(['miss', 'exact', 'semantic']),
  usage: usageSchema.nullable(),
  costUsd: z.number().nullable(),
  savedUsd: z.number(),
  routingSavedUsd: z.number().nullable().optional(),
  latencyMs: z.number(),
  ttftMs: z.number().nullable(),
  traceId: z.string(),
  conversationId: z.string().nullable(),
  stopReason: z.string(),
  explanation: z.string().optional(),
  simulated: z.boolean().optional(),
});

export const compactOutcomeSchema = z.object({
  turns: z.number(),
  fromTokens: z.number(),
  toTokens: z.number(),
  model: z.string(),
  costUsd: z.number().nullable(),
});

/** Held against the union in `turn/chat-event.ts` by the compiler. */
export const chatEventSchema: z.ZodType<ChatEvent> = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('turn-start'),
    turnId: z.string(),
    traceId: z.string(),
    conversationId: z.string().nullable(),
    simulated: z.boolean(),
  }),
  z.object({
    type: z.literal('admission-wait'),
    reason: z.literal('rate-limit'),
    position: z.number(),
    waitMs: z.number(),
  }),
  z.object({ type: z.literal('admission-pass') }),
  z.object({
    type: z.literal('cache-hit'),
    tier: z.enum(['exact', 'semantic']),
    entryId: z.string(),
    model: z.string(),
    ageMs: z.number(),
    savedUsd: z.number().nullable(),
    savedMs: z.number(),
    similarity: z.number().optional(),
    matchedPrompt: z.string().optional(),
    semanticId: z.number().int().optional(),
    judged: z.boolean().optional(),
  }),
  z.object({
    type: z.literal('cache-miss'),
    tier: z.enum(['exact', 'semantic']),
    reason: z.string(),
    suggestion: z.object({ similarity: z.number(), matchedPrompt: z.string(), text: z.string() }).optional(),
  }),
  compactOutcomeSchema.extend({ type: z.literal('context-compact') }),
  z.object({
    type: z.literal('route-choose'),
    model: z.string(),
    tier: z.enum(TIERS).nullable(),
    task: z.enum(TASK_TYPES),
    confidence: z.number(),
    contextTokens: z.number(),
    reason: z.string(),
  }),
  z.object({ type: z.literal('flight-join') }),
  z.object({
    type: z.literal('upstream-wait'),
    model: z.string(),
    reason: z.enum(UPSTREAM_WAIT_REASONS),
    position: z.number(),
    waitMs: z.number(),
  }),
  z.object({
    type: z.literal('route-change'),
    from: z.string(),
    model: z.string(),
    tier: z.enum(TIERS).nullable(),
    reason: z.string(),
  }),
  z.object({ type: z.literal('attempt-start'), attempt: z.number(), model: z.string() }),
  z.object({
    type: z.literal('attempt-end'),
    attempt: z.number(),
    model: z.string(),
    usage: usageSchema.nullable(),
    costUsd: z.number().nullable(),
    error: wireErrorSchema.optional(),
    retryInMs: z.number().optional(),
  }),
  z.object({ type: z.literal('thinking-delta'), text: z.string() }),
  z.object({ type: z.literal('text-delta'), text: z.string() }),
  z.object({ type: z.literal('content-block'), block: contentBlock }),
  z.object({ type: z.literal('text-discard'), reason: z.string() }),
  z.object({ type: z.literal('object-delta'), value: z.unknown() }),
  z.object({ type: z.literal('cache-save'), entryId: z.string() }),
  z.object({ type: z.literal('warning'), message: z.string() }),
  z.object({ type: z.literal('turn-end'), result: turnResultSchema }),
  z.object({
    type: z.literal('turn-error'),
    error: wireErrorSchema,
    traceId: z.string(),
    conversationId: z.string().nullable(),
    text: z.string(),
    usage: usageSchema.nullable(),
    costUsd: z.number().nullable(),
  }),
]);
