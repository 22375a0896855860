import { JackdawError, type Attachment } from '@jackdaw/core/protocol';
import { kindOfFile } from './kind-of-file.ts';
import { readBytes, tooLarge } from './read-bytes.ts';

/** Bytes of one file. The service takes images up to 5 MB; a document has to fit into one frame, as base64. */
export const FILE_LIMITS = { text: 1_000_000, image: 5_000_000, document: 10_000_000 } as const;

/**
 * A file as it goes with a question. Throws `invalid_request` where it is missing, unreadable, or of a kind that
 * cannot be sent, and `too_large`.
 */
export async function readFileAttachment(name: string, file: string): Promise<Attachment> {
  const bytes = await readBytes(file, { name, most: FILE_LIMITS.document });
  const kind = kindOfFile(bytes);
  if (bytes.length > FILE_LIMITS[kind.type]) throw tooLarge(name, FILE_LIMITS[kind.type]);
  switch (kind.type) {
    case 'text':
      return { type: 'text', name, text: decode(name, bytes) };
    case 'image':
      return { type: 'image', name, mediaType: kind.mediaType, data: bytes.toString('base64') };
    case 'document':
      return { type: 'document', name, mediaType: kind.mediaType, data: bytes.toString('base64') };
  }
}

function decode(name: string, bytes: Buffer): string {
  try {
    if (!bytes.includes(0)) return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Said below.
  }
  throw new JackdawError(
    'invalid_request',
    `${name} cannot be attached: it is neither text (UTF-8), nor a PNG, JPEG, GIF or WebP image, nor a PDF.`,
  );
}
