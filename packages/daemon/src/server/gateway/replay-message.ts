import { contentOf, type Answer, type ContentBlock } from '@jackdaw/core';
import { unbilledUsage } from './unbilled.ts';

/** Characters of a delta: a reader sees the answer come, and the deltas cost little beside it. */
const DELTA_CHARACTERS = 48;

/** A cached answer as a message in one piece. */
export function wholeMessage(answer: Answer): Readonly<Record<string, unknown>> {
  // A hit is billed nothing; what it would have cost stands in our headers.
  const usage = unbilledUsage(answer.message?.['usage']);
  return { ...answer.message, content: contentOf(answer), usage };
}

/** A message as the events of a stream, each with its `event:` line, in the API's own order. */
export function* messageEvents(message: Readonly<Record<string, unknown>>): Generator<string, void, void> {
  const { stop_reason, stop_sequence = null, stop_details, usage, content, ...fields } = message;
  yield event('message_start', {
    message: { ...fields, content: [], stop_reason: null, stop_sequence: null, usage },
  });
  let index = 0;
  for (const block of blocksOf(content)) {
    yield* blockEvents(block, index);
    index += 1;
  }
  const details = stop_details === undefined ? {} : { stop_details };
  yield event('message_delta', { delta: { stop_reason, stop_sequence, ...details }, usage });
  yield event('message_stop', {});
}

function* blockEvents(block: ContentBlock, index: number): Generator<string, void, void> {
  const delta = (fields: object) => event('content_block_delta', { index, delta: fields });
  yield event('content_block_start', { index, content_block: beginningOf(block) });
  const { text, thinking, signature, input, citations } = block;
  if (block.type === 'text') {
    if (Array.isArray(citations)) {
      for (const citation of citations) yield delta({ type: 'citations_delta', citation });
    }
    for (const part of partsOf(text)) yield delta({ type: 'text_delta', text: part });
  } else if (block.type === 'thinking') {
    for (const part of partsOf(thinking)) yield delta({ type: 'thinking_delta', thinking: part });
    if (typeof signature === 'string') yield delta({ type: 'signature_delta', signature });
  } else if (hasInput(block)) {
    yield delta({ type: 'input_json_delta', partial_json: '' });
    for (const part of partsOf(JSON.stringify(input))) {
      yield delta({ type: 'input_json_delta', partial_json: part });
    }
  }
  yield event('content_block_stop', { index });
}

/** A block before any of its deltas; kinds that have none begin whole. */
function beginningOf(block: ContentBlock): object {
  if (block.type === 'text') {
    return { ...block, text: '', ...(Array.isArray(block['citations']) ? { citations: [] } : {}) };
  }
  if (block.type === 'thinking') return { ...block, thinking: '', signature: '' };
  return hasInput(block) ? { ...block, input: {} } : block;
}

function hasInput({ type, input }: ContentBlock): boolean {
  return type.endsWith('tool_use') && typeof input === 'object' && input !== null;
}

/** Pieces that cut no character in two. */
function* partsOf(text: unknown): Generator<string, void, void> {
  if (typeof text !== 'string') return;
  for (let from = 0; from < text.length;) {
    let to = Math.min(text.length, from + DELTA_CHARACTERS);
    if (to < text.length && isHighSurrogate(text.charCodeAt(to - 1))) to += 1;
    yield text.slice(from, to);
    from = to;
  }
}

function isHighSurrogate(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function event(type: string, fields: object): string {
  return `event: ${type}\ndata: ${JSON.stringify({ type, ...fields })}\n\n`;
}

function blocksOf(content: unknown): readonly ContentBlock[] {
  return Array.isArray(content) ? content.filter(isBlock) : [];
}

function isBlock(value: unknown): value is ContentBlock {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}
