/** What a file is to the model. */
export type FileKind =
  | { readonly type: 'text' }
  | { readonly type: 'image'; readonly mediaType: 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp' }
  | { readonly type: 'document'; readonly mediaType: 'application/pdf' };

/** Bytes at the beginning that tell: names may lie. */
export const HEAD_BYTES = 16;

/** By its first bytes; text is what is nothing else. */
export function kindOfFile(bytes: Buffer): FileKind {
  const head = bytes.toString('latin1', 0, HEAD_BYTES);
  if (head.startsWith('\u0089PNG\r\n')) return { type: 'image', mediaType: 'image/png' };
  if (head.startsWith('\u00ff\u00d8\u00ff')) return { type: 'image', mediaType: 'image/jpeg' };
  if (/^GIF8[79]a/.test(head)) return { type: 'image', mediaType: 'image/gif' };
  if (/^RIFF[^]{4}WEBP/.test(head)) return { type: 'image', mediaType: 'image/webp' };
  if (head.startsWith('%PDF-')) return { type: 'document', mediaType: 'application/pdf' };
  return { type: 'text' };
}
