import { hash } from 'node:crypto';
import type { Attached, Attachment } from '../protocol/attachment-schema.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import type { ContentBlock, Message } from '../turn/message.ts';
import { attachmentKey } from './history-keys.ts';
import type { StoredTurn } from './stored-turn.ts';

/** What a turn's record has of a file; its blocks lie under the digest of their content, once for all turns. */
export interface StoredAttachment extends Attached {
  readonly digest: string;
}

export interface KeptAttachments {
  readonly stored: readonly StoredAttachment[];
  readonly operations: readonly StoreOperation[];
}

/** Blocks of kept files, by digest. */
export type AttachmentBlocks = ReadonlyMap<string, readonly ContentBlock[]>;

/** What puts the files of a question on record. */
export function keepAttachments(attachments: readonly Attachment[]): KeptAttachments {
  const kept = attachments.map((attachment) => {
    const blocks = blocksOf(attachment);
    const { type, name } = attachment;
    const digest = hash('sha256', JSON.stringify(blocks), 'hex');
    const bytes =
      attachment.type === 'text'
        ? Buffer.byteLength(attachment.text)
        : Buffer.byteLength(attachment.data, 'base64');
    return { blocks, stored: { type, name, bytes, digest } };
  });
  return {
    stored: kept.map(({ stored }) => stored),
    operations: kept.map(({ blocks, stored }) => ({
      type: 'put',
      key: attachmentKey(stored.digest),
      value: blocks,
    })),
  };
}

/** The files of these turns. One that is lost is left out here, and told to the model by `withAttachments`. */
export async function readAttachments(store: Store, turns: readonly StoredTurn[]): Promise<AttachmentBlocks> {
  const digests = new Set(turns.flatMap(({ attachments = [] }) => attachments.map(({ digest }) => digest)));
  const found = new Map<string, readonly ContentBlock[]>();
  for (const digest of digests) {
    const blocks = await store.get(attachmentKey(digest));
    if (isBlocks(blocks)) found.set(digest, blocks);
  }
  return found;
}

/** A question as the model sees it: its files first, as the API's guide has it, then the words. */
export function questionContent(prompt: string, attachments: readonly Attachment[]): Message['content'] {
  if (attachments.length === 0) return prompt;
  return [...attachments.flatMap(blocksOf), { type: 'text', text: prompt }];
}

/** The same of a turn on record. */
export function storedContent(
  { prompt, attachments = [] }: StoredTurn,
  blocks: AttachmentBlocks,
): Message['content'] {
  if (attachments.length === 0) return prompt;
  const lost = ({ name }: StoredAttachment): ContentBlock[] => [
    { type: 'text', text: `${name} (the file is not kept any more)` },
  ];
  return [
    ...attachments.flatMap((attachment) => blocks.get(attachment.digest) ?? lost(attachment)),
    { type: 'text', text: prompt },
  ];
}

/** A file in the Messages API's own shape, with its name. */
function blocksOf(attachment: Attachment): readonly ContentBlock[] {
  const { name } = attachment;
  switch (attachment.type) {
    case 'text':
      return [{ type: 'text', text: fenced(name, attachment.text) }];
    case 'image':
      return [
        { type: 'text', text: `${name}:` },
        {
          type: 'image',
          source: { type: 'base64', media_type: attachment.mediaType, data: attachment.data },
        },
      ];
    case 'document':
      return [
        {
          type: 'document',
          title: name,
          source: { type: 'base64', media_type: attachment.mediaType, data: attachment.data },
        },
      ];
  }
}

/** The name, then the text in a fence that it cannot end. */
function fenced(name: string, text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  return `${name}\n${fence}\n${text.replace(/\n$/, '')}\n${fence}`;
}

function isBlocks(value: unknown): value is readonly ContentBlock[] {
  return (
    Array.isArray(value) &&
    value.every((block: unknown) => typeof block === 'object' && block !== null && 'type' in block)
  );
}
