import { z } from 'zod';
import { TASK_TYPES } from '../router/task-type.ts';
import { CACHE_MODES, PRIORITIES, SEMANTIC_MODES } from '../turn/chat-request.ts';
import { attachmentsSchema } from './attachment-schema.ts';
import { LIMITS } from './limits.ts';

const jsonObject = z.record(z.string(), z.unknown());
const contentBlock = z.looseObject({ type: z.string() });
const content = z.union([z.string(), z.array(contentBlock).max(LIMITS.maxMessages)]);

/** Counted first: the schema of a record has something to say about every entry, however many there are. */
const metadataSchema = z
  .custom<Readonly<Record<string, string>>>(
    (value) => typeof value !== 'object' || value === null || Object.keys(value).length <= LIMITS.maxMetadata,
    `expected at most ${LIMITS.maxMetadata} entries`,
  )
  .pipe(z.record(z.string().max(64), z.string().max(512)));

export const messageSchema = z.strictObject({ role: z.enum(['user', 'assistant']), content });

/**
 * What a caller may ask. With `prompt`, the turn belongs to a conversation that jackdaw keeps (`conversationId`, or a
 * new one). With `continue` it goes on with that conversation's last answer, which broke off. With `regenerate` that
 * conversation's last question gets another answer; an answer's `traceId` says which question is meant. With `messages` the caller brings the whole context and keeps it; nothing goes to history.
 */
export const requestSchema = z
  .strictObject({
    prompt: z.string().regex(/\S/, 'The prompt is blank.').optional(),
    attachments: attachmentsSchema.optional(),
    messages: z.array(messageSchema).min(1).max(LIMITS.maxMessages).optional(),
    system: z.union([z.string(), z.array(contentBlock).max(LIMITS.maxMessages)]).optional(),
    model: z.string().min(1).max(200).optional(),
    task: z.enum(TASK_TYPES).optional(),
    maxTokens: z.number().int().min(1).max(1_000_000).optional(),
    schema: jsonObject.optional(),
    tools: z.array(jsonObject).max(LIMITS.maxTools).optional(),
    toolChoice: jsonObject.optional(),
    thinking: jsonObject.optional(),
    betas: z.array(z.string().max(100)).max(50).optional(),
    cache: z
      .strictObject({
        mode: z.enum(CACHE_MODES).optional(),
        semantic: z.enum(SEMANTIC_MODES).optional(),
        ttlMs: z.number().int().min(0).optional(),
      })
      .optional(),
    conversationId: z.string().min(1).max(100).optional(),
    continue: z.literal(true).optional(),
    regenerate: z.union([z.literal(true), z.string().min(1).max(100)]).optional(),
    priority: z.enum(PRIORITIES).optional(),
    overBudget: z.boolean().optional(),
    metadata: metadataSchema.optional(),
  })
  .refine(
    ({ prompt, messages, continue: goOn, regenerate }) =>
      countDefined(prompt, messages, goOn, regenerate) === 1,
    {
      message: 'Give either `prompt` or `messages`, or `continue` or `regenerate` with a `conversationId`.',
    },
  )
  .refine((request) => request.continue === undefined || request.conversationId !== undefined, {
    message: '`continue` needs the `conversationId` whose last answer broke off.',
  })
  .refine((request) => request.regenerate === undefined || request.conversationId !== undefined, {
    message: '`regenerate` needs the `conversationId` whose last question gets another answer.',
  })
  .refine((request) => request.messages === undefined || request.conversationId === undefined, {
    message: '`conversationId` goes with `prompt`: with `messages` the caller keeps the conversation.',
  })
  .refine((request) => request.attachments === undefined || request.prompt !== undefined, {
    message: '`attachments` go with `prompt`: in `messages` files are content blocks.',
  })
  .refine((request) => request.messages === undefined || request.messages.at(-1)?.role === 'user', {
    message: 'The last of `messages` must be the user’s.',
  });

function countDefined(...values: readonly unknown[]): number {
  return values.filter((value) => value !== undefined).length;
}

export type WireRequest = z.infer<typeof requestSchema>;
