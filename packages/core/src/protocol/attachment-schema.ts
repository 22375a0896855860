import { z } from 'zod';
import { LIMITS } from './limits.ts';

export const IMAGE_TYPES = ['image/png', 'image/jpeg', 'image/gif', 'image/webp'] as const;

const name = z.string().min(1).max(500);
const base64 = z.base64().min(1);

/** A file that goes with a question. */
export const attachmentSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('text'), name, text: z.string() }),
  z.strictObject({ type: z.literal('image'), name, mediaType: z.enum(IMAGE_TYPES), data: base64 }),
  z.strictObject({
    type: z.literal('document'),
    name,
    mediaType: z.literal('application/pdf'),
    data: base64,
  }),
]);
export type Attachment = z.infer<typeof attachmentSchema>;

export const attachmentsSchema = z.array(attachmentSchema).max(LIMITS.maxAttachments);

/** What the history tells of one. */
export const attachedSchema = z.object({
  type: z.enum(['text', 'image', 'document']),
  name: z.string(),
  /** Of the file. */
  bytes: z.number(),
});
export type Attached = z.infer<typeof attachedSchema>;
