import { JackdawError, type ContentBlock, type ProviderEvent, type Usage } from '@jackdaw/core';
import { isObject, objectAt, textAt, type JsonObject } from './json-object.ts';
import { mergeUsage } from './usage.ts';

/** Stop reasons after which a tool's input may be cut short; such a call is dropped, it cannot be run. */
const CUT = new Set(['max_tokens', 'model_context_window_exceeded', 'refusal']);

interface OpenBlock {
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

  /** Throws `upstream_error` where the message makes no sense. */
  *take(event: unknown): Generator<ProviderEvent, void, void> {
    if (!isObject(event)) return;
    switch (event['type']) {
      case 'message_start':
        yield* this.#start(objectAt(event, 'message'));
        break;
      case 'content_block_start':
        yield* this.#openBlock(event['index'], objectAt(event, 'content_block'));
        break;
      case 'content_block_delta':
        yield* this.#extendBlock(event['index'], objectAt(event, 'delta'));
        break;
      case 'content_block_stop':
        yield* this.#closeBlock(event['index']);
        break;
      case 'message_delta':
        this.#readStop(objectAt(event, 'delta'));
        yield* this.#readUsage(event['usage']);
        break;
      case 'message_stop':
        yield* this.#end();
        break;
      default:
    }
  }

  *#start(message: JsonObject): Generator<ProviderEvent, void, void> {
    this.#hasBegun = true;
    yield { type: 'response-start', model: textAt(message, 'model'), requestId: this.#requestId };
    yield* this.#readUsage(message['usage']);
  }

  *#readUsage(report: unknown): Generator<ProviderEvent, void, void> {
    const usage = mergeUsage(this.#usage, report);
    if (usage === null || usage === this.#usage) return;
    this.#usage = usage;
    yield { type: 'usage-update', usage };
  }

  *#openBlock(index: unknown, fields: JsonObject): Generator<ProviderEvent, void, void> {
    this.#blocks.set(index, { fields: { ...fields }, json: null });
    const text = textAt(fields, 'text');
    const thinking = textAt(fields, 'thinking');
    if (fields['type'] === 'text' && text !== '') yield { type: 'text-delta', text };
    if (fields['type'] === 'thinking' && thinking !== '') yield { type: 'thinking-delta', text: thinking };
  }

  *#extendBlock(index: unknown, delta: JsonObject): Generator<ProviderEvent, void, void> {
    const block = this.#blocks.get(index);
    switch (delta['type']) {
      case 'text_delta':
        if (textAt(delta, 'text') !== '') yield { type: 'text-delta', text: textAt(delta, 'text') };
        break;
      case 'thinking_delta':
        if (block !== undefined)
          block.fields['thinking'] = textAt(block.fields, 'thinking') + textAt(delta, 'thinking');
        if (textAt(delta, 'thinking') !== '')
          yield { type: 'thinking-delta', text: textAt(delta, 'thinking') };
        break;
      case 'signature_delta':
        if (block !== undefined)
          block.fields['signature'] = textAt(block.fields, 'signature') + textAt(delta, 'signature');
        break;
      case 'input_json_delta':
        if (block !== undefined) block.json = (block.json ?? '') + textAt(delta, 'partial_json');
        break;
      default:
    }
  }

  *#closeBlock(index: unknown): Generator<ProviderEvent, void, void> {
    const block = this.#blocks.get(index);
    this.#blocks.delete(index);
    if (block === undefined || block.fields['type'] === 'text') return;
    const type = textAt(block.fields, 'type');
    if (block.json === null || block.json === '') {
      yield { type: 'content-block', block: contentBlock(type, block.fields) };
      return;
    }
    const input = parseJson(block.json);
    if (input === undefined) this.#brokenTool = textAt(block.fields, 'name') || type;
    else yield { type: 'content-block', block: contentBlock(type, { ...block.fields, input }) };
  }

  #readStop(delta: JsonObject): void {
    const reason = textAt(delta, 'stop_reason');
    if (reason !== '') this.#stopReason = reason;
    const explanation = textAt(objectAt(delta, 'stop_details'), 'explanation');
    if (explanation !== '') this.#explanation = explanation;
  }

  *#end(): Generator<ProviderEvent, void, void> {
    // An answer that was cut may leave its last block open.
    for (const index of this.#blocks.keys()) yield* this.#closeBlock(index);
    const stopReason = this.#stopReason;
    if (!this.#hasBegun || stopReason === null) {
      throw new JackdawError(
        'upstream_error',
        `${this.#host} ended a message without saying why it stopped. Try again.`,
      );
    }
    if (this.#brokenTool !== null && !CUT.has(stopReason)) {
      throw new JackdawError(
        'upstream_error',
        `${this.#host} sent a call of the tool ${this.#brokenTool} whose input is not JSON. Try again.`,
      );
    }
    yield {
      type: 'response-end',
      stopReason,
      ...(this.#explanation === undefined ? {} : { explanation: this.#explanation }),
    };
  }
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
