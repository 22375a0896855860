import { hasLongNumber, JackdawError, type ContentBlock, type TellProvider, type Usage } from '@jackdaw/core';
import { isObject, objectAt, textAt, type JsonObject } from './json-object.ts';
import { mergeUsage } from './usage.ts';

/** Stop reasons after which a tool's input may be cut short; such a call is dropped, it cannot be run. */
const CUT = new Set(['max_tokens', 'model_context_window_exceeded', 'refusal']);

/** Events that make sense inside of a message alone. */
const INSIDE = new Set<unknown>([
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]);

interface OpenBlock {
  readonly place: number;
  readonly fields: Record<string, unknown>;
  /** The text of the input, where it comes in parts. */
  json: string | null;
}

/**
 * Turns the stream events of one message into provider events. Knows only the fields it reads, so events, blocks and
 * deltas that are not yet invented pass by.
 */
export class MessageAccumulator {
  readonly #host: string;
  readonly #requestId: string | null;
  readonly #blocks = new Map<unknown, OpenBlock>();
  readonly #content: JsonObject[] = [];
  #message: JsonObject = {};
  /** False once there was something that this does not know how to put together. */
  #isKnown = true;
  #usage: Usage | null = null;
  #stopReason: string | null = null;
  #explanation: string | undefined;
  #brokenTool: string | null = null;
  #hasBegun = false;

  constructor(host: string, requestId: string | null) {
    this.#host = host;
    this.#requestId = requestId;
  }

  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  /** The whole message in the API's own shape, after its end; undefined where it may have lost something on the way here. */
  get message(): JsonObject | undefined {
    return this.#isKnown ? { ...this.#message, content: this.#content.filter(isObject) } : undefined;
  }

  /** Tells what the event says. Throws `upstream_error` where events must have been lost, or the message makes no sense. */
  take(event: unknown, tell: TellProvider): void {
    if (!isObject(event)) return;
    if (INSIDE.has(event['type']) && !this.#hasBegun) throw this.#lost('its beginning');
    switch (event['type']) {
      case 'message_start':
        if (this.#hasBegun) throw this.#broken('began a second message inside of one');
        this.#start(objectAt(event, 'message'), tell);
        break;
      case 'content_block_start':
        this.#openBlock(event['index'], objectAt(event, 'content_block'), tell);
        break;
      case 'content_block_delta':
        this.#extendBlock(event['index'], objectAt(event, 'delta'), tell);
        break;
      case 'content_block_stop':
        this.#closeBlock(event['index'], tell);
        break;
      case 'message_delta':
        this.#readStop(objectAt(event, 'delta'));
        this.#extendMessage(event);
        this.#readUsage(event['usage'], true, tell);
        break;
      case 'message_stop':
        this.#end(tell);
        break;
      default:
    }
  }

  #start(message: JsonObject, tell: TellProvider): void {
    this.#hasBegun = true;
    this.#message = message;
    tell({ type: 'response-start', model: textAt(message, 'model'), requestId: this.#requestId });
    this.#readUsage(message['usage'], false, tell);
  }

  #readUsage(report: unknown, final: boolean, tell: TellProvider): void {
    const usage = mergeUsage(this.#usage, report);
    if (usage === null || usage === this.#usage) return;
    this.#usage = usage;
    tell(final ? { type: 'usage-update', usage } : { type: 'usage-update', usage, final });
  }

  #openBlock(index: unknown, fields: JsonObject, tell: TellProvider): void {
    if (this.#blocks.has(index)) throw this.#lost('the end of a block');
    if (textAt(fields, 'type') === '') throw this.#lost('the beginning of a block');
    this.#blocks.set(index, { place: this.#content.length, fields: { ...fields }, json: null });
    // Its place is kept; the block comes with its end.
    this.#content.length += 1;
    const text = textAt(fields, 'text');
    const thinking = textAt(fields, 'thinking');
    if (fields['type'] === 'text' && text !== '') tell({ type: 'text-delta', text });
    if (fields['type'] === 'thinking' && thinking !== '') tell({ type: 'thinking-delta', text: thinking });
  }

  #extendBlock(index: unknown, delta: JsonObject, tell: TellProvider): void {
    const block = this.#blocks.get(index);
    if (block === undefined) throw this.#lost('the beginning of a block');
    switch (delta['type']) {
      case 'text_delta': {
        const text = this.#part(delta, 'text');
        block.fields['text'] = textAt(block.fields, 'text') + text;
        if (text !== '') tell({ type: 'text-delta', text });
        break;
      }
      case 'thinking_delta': {
        const text = this.#part(delta, 'thinking');
        block.fields['thinking'] = textAt(block.fields, 'thinking') + text;
        if (text !== '') tell({ type: 'thinking-delta', text });
        break;
      }
      case 'signature_delta':
        block.fields['signature'] = textAt(block.fields, 'signature') + this.#part(delta, 'signature');
        break;
      case 'input_json_delta':
        block.json = (block.json ?? '') + this.#part(delta, 'partial_json');
        break;
      case 'citations_delta': {
        const { citations } = block.fields;
        block.fields['citations'] = [...(Array.isArray(citations) ? citations : []), delta['citation']];
        break;
      }
      default:
        // Without its kind it may have been any of those above.
        if (textAt(delta, 'type') === '') throw this.#lost('a part');
        this.#isKnown = false;
    }
  }

  /** What a delta adds. */
  #part(delta: JsonObject, field: string): string {
    const part = delta[field];
    if (typeof part !== 'string') throw this.#lost('a part');
    return part;
  }

  #closeBlock(index: unknown, tell: TellProvider): void {
    const block = this.#blocks.get(index);
    if (block === undefined) throw this.#lost('the beginning of a block');
    this.#blocks.delete(index);
    if (block.fields['type'] === 'text') {
      this.#content[block.place] = block.fields;
      return;
    }
    if (block.json !== null && hasLongNumber(block.json)) this.#isKnown = false;
    const type = textAt(block.fields, 'type');
    const fields = withInput(block);
    // Other kinds of blocks may have an input of any shape, or none.
    if (fields === null || (type === 'tool_use' && !isObject(fields['input']))) {
      this.#brokenTool = textAt(block.fields, 'name') || type;
    } else {
      this.#content[block.place] = fields;
      tell({ type: 'content-block', block: contentBlock(type, fields) });
    }
  }

  #readStop(delta: JsonObject): void {
    const reason = textAt(delta, 'stop_reason');
    if (reason !== '') this.#stopReason = reason;
    const explanation = textAt(objectAt(delta, 'stop_details'), 'explanation');
    if (explanation !== '') this.#explanation = explanation;
  }

  /** Its last fields come here; `usage` is cumulative, field by field. */
  #extendMessage(event: JsonObject): void {
    const usage = { ...objectAt(this.#message, 'usage'), ...objectAt(event, 'usage') };
    const { type: _, delta, usage: __, ...rest } = event;
    this.#message = { ...this.#message, ...rest, ...objectAt({ delta }, 'delta'), usage };
  }

  #end(tell: TellProvider): void {
    const stopReason = this.#stopReason;
    if (stopReason === null) throw this.#broken('ended a message without saying why it stopped');
    // An answer that was cut may leave its last block open.
    if (this.#blocks.size > 0 && !CUT.has(stopReason)) throw this.#lost('the end of a block');
    for (const index of this.#blocks.keys()) this.#closeBlock(index, tell);
    if (this.#brokenTool !== null && !CUT.has(stopReason)) {
      throw this.#broken(`sent a call of the tool ${this.#brokenTool} whose input is no JSON object`);
    }
    tell({
      type: 'response-end',
      stopReason,
      ...(this.#explanation === undefined ? {} : { explanation: this.#explanation }),
    });
  }

  #lost(what: string): JackdawError {
    return this.#broken(`lost ${what} of the message on the way`);
  }

  #broken(what: string): JackdawError {
    return new JackdawError('upstream_error', `${this.#host} ${what}. Try again.`);
  }
}

/** Null where the parts of the input make no JSON. */
function withInput({ fields, json }: OpenBlock): JsonObject | null {
  if (json === null || json === '') return fields;
  const input = parseJson(json);
  return input === undefined ? null : { ...fields, input };
}

function contentBlock(type: string, fields: JsonObject): ContentBlock {
  return { ...fields, type };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
