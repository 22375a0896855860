import { hasLongNumber, leanMessage, type ContentBlock, type StopReason, type Usage } from '@jackdaw/core';
import { isObject, objectAt, textAt, type JsonObject } from './json-object.ts';
import { mergeUsage } from './usage.ts';

/** What an answer that came in one piece says. */
export interface WholeMessage {
  readonly model: string;
  readonly usage: Usage | null;
  readonly stopReason: StopReason;
  readonly explanation: string | undefined;
  readonly text: string;
  /** Content blocks other than text. */
  readonly blocks: readonly ContentBlock[];
  /** Undefined where it could not be told again as it was. */
  readonly message: JsonObject | undefined;
}

/** Null where the text is no message of the Messages API. */
export function readMessage(json: string): WholeMessage | null {
  const message = parse(json);
  if (!isObject(message) || !Array.isArray(message['content'])) return null;
  const content: unknown[] = message['content'];
  const blocks: ContentBlock[] = [];
  let text = '';
  let isKnown = true;
  for (const block of content) {
    if (!isBlock(block)) isKnown = false;
    else if (block.type === 'text') text += textAt(block, 'text');
    else blocks.push(block);
  }
  const stopReason = textAt(message, 'stop_reason');
  const explanation = textAt(objectAt(message, 'stop_details'), 'explanation');
  return {
    model: textAt(message, 'model'),
    usage: mergeUsage(null, message['usage']),
    stopReason: stopReason || 'end_turn',
    explanation: explanation === '' ? undefined : explanation,
    text,
    blocks,
    message: isKnown && stopReason !== '' && !hasLongNumber(json) ? leanMessage(message, text) : undefined,
  };
}

function isBlock(value: unknown): value is ContentBlock {
  return isObject(value) && typeof value['type'] === 'string';
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
