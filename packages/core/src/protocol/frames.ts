import { z } from 'zod';

/** JSON-RPC 2.0, one object a text frame; batches are not spoken. */
const id = z.union([z.string().max(128), z.number().int()]);

export const requestFrame = z.strictObject({
  jsonrpc: z.literal('2.0'),
  /** Left out of a notification, which is done and never answered. */
  id: id.optional(),
  method: z.string().max(64),
  params: z.unknown().optional(),
});
export type RequestFrame = z.infer<typeof requestFrame>;

export const errorObject = z.object({
  code: z.number().int(),
  message: z.string(),
  data: z
    .object({
      code: z.string(),
      retryable: z.boolean(),
      retryAfterMs: z.number().optional(),
      traceId: z.string().optional(),
    })
    .optional(),
});
export type ErrorObject = z.infer<typeof errorObject>;

export const serverFrame = z.union([
  z.object({ jsonrpc: z.literal('2.0'), id: id.nullable(), result: z.unknown() }),
  z.object({ jsonrpc: z.literal('2.0'), id: id.nullable(), error: errorObject }),
  z.object({ jsonrpc: z.literal('2.0'), method: z.string(), params: z.unknown() }),
]);
export type ServerFrame = z.infer<typeof serverFrame>;
