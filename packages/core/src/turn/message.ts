/**
 * A block of content in the Messages API's own shape. Only `text` is read here; every other kind (image, document,
 * tool_use, tool_result, thinking, kinds not yet invented) passes through unchanged.
 */
export interface ContentBlock {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Message {
  readonly role: 'user' | 'assistant';
  readonly content: string | readonly ContentBlock[];
}

/** The readable text of a message: its text blocks, joined by blank lines. */
export function textOf(content: Message['content']): string {
  if (typeof content === 'string') return content;
  return content
    .map((block) => (block.type === 'text' && typeof block['text'] === 'string' ? block['text'] : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}
