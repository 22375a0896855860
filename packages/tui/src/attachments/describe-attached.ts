import type { Attached, Attachment } from '@jackdaw/core/protocol';
import { formatBytes } from '../output/index.ts';

/** `photo.png (image, 1.2 MB)` */
export function describeAttached({ name, type, bytes }: Attached): string {
  return `${name} (${type === 'document' ? 'PDF' : type}, ${formatBytes(bytes)})`;
}

export function attachedOf(attachment: Attachment): Attached {
  const { type, name } = attachment;
  const bytes =
    attachment.type === 'text'
      ? Buffer.byteLength(attachment.text)
      : Buffer.byteLength(attachment.data, 'base64');
  return { type, name, bytes };
}
