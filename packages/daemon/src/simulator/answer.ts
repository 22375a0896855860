import type Anthropic from '@anthropic-ai/sdk';
import { composeAnswer, type WriteText } from './default-answer.ts';
import {
  blockDelta,
  blockStart,
  blockStop,
  messageDelta,
  messageStart,
  messageStop,
  toMessage,
  toUsage,
  type AnswerEnd,
  type StreamEvent,
} from './event-stream.ts';
import type { Identifiers } from './identifiers.ts';
import type { BilledUsage } from './ledger.ts';
import type { InputUsage } from './prompt-cache.ts';
import type { MessageRequest } from './request-check.ts';
import type { Block, Step } from './scenario.ts';
import { schemaValue } from './schema-value.ts';

/** A whole answer, ready to be sent at once or event by event. */
export interface Answer {
  readonly id: string;
  readonly model: string;
  readonly blocks: readonly AnswerBlock[];
  readonly end: AnswerEnd;
  /** With the output tokens that `message_start` names. */
  readonly startUsage: BilledUsage;
  /** Output tokens from a script, in place of the count. */
  readonly outputTokens: number | undefined;
  readonly omitBlockStop: boolean;
}

/** A content block, and the deltas that it is sent in. Deltas are made while they are sent. */
export interface AnswerBlock {
  readonly empty: Anthropic.RawContentBlockStartEvent['content_block'];
  readonly deltas: () => Iterable<Anthropic.RawContentBlockDelta>;
  readonly whole: () => Anthropic.ContentBlock;
}

/** An event of an answer, and what a sender has to know about it. */
export interface AnswerEvent {
  readonly event: StreamEvent;
  /** Whether it is a delta, before which the pace of the model is kept. */
  readonly paced: boolean;
  /** What is billed once this event is out. */
  readonly usage?: BilledUsage;
}

export interface AnswerContext {
  readonly step: Step;
  readonly request: MessageRequest;
  readonly input: InputUsage;
  readonly identifiers: Identifiers;
  readonly writeText: WriteText;
}

/** Makes the answer that a step describes; one that no script wrote is cut at `max_tokens`. */
export function createAnswer({ step, request, input, identifiers, writeText }: AnswerContext): Answer {
  const composed =
    step.blocks === undefined
      ? cutAtMaximum(composeAnswer(step.answer ?? 'default', request, writeText), request.max_tokens)
      : {
          blocks: step.blocks,
          stopReason: lastIsToolUse(step.blocks) ? ('tool_use' as const) : ('end_turn' as const),
        };
  const id = identifiers.next('msg');
  return {
    id,
    model: request.model,
    blocks: composed.blocks.map((block) => createBlock(block, request, identifiers)),
    end: {
      stopReason: step.stopReason ?? composed.stopReason,
      stopSequence: step.stopSequence ?? null,
      stopDetails: step.refusal === undefined ? null : { type: 'refusal', ...step.refusal },
    },
    startUsage: {
      inputTokens: step.usage?.inputTokens ?? input.input,
      cacheReadTokens: step.usage?.cacheReadTokens ?? input.cacheRead,
      cacheWrite5mTokens: step.usage?.cacheWrite5mTokens ?? input.cacheWrite5m,
      cacheWrite1hTokens: step.usage?.cacheWrite1hTokens ?? input.cacheWrite1h,
      outputTokens: Math.min(1, step.usage?.outputTokens ?? 1),
    },
    outputTokens: step.usage?.outputTokens,
    omitBlockStop: step.omitBlockStop ?? false,
  };
}

/** The events of an answer in order, made one by one: a huge answer is never in memory as a whole. */
export function* answerEvents(answer: Answer): Generator<AnswerEvent> {
  const counter = createOutputCounter(answer);
  yield {
    event: messageStart(answer.id, answer.model, toUsage(answer.startUsage, 0)),
    paced: false,
    usage: answer.startUsage,
  };
  for (const [index, block] of answer.blocks.entries()) {
    yield { event: blockStart(index, block.empty), paced: false };
    for (const delta of block.deltas()) {
      counter.add(delta);
      yield { event: blockDelta(index, delta), paced: true };
    }
    const last = index === answer.blocks.length - 1;
    if (!(last && answer.omitBlockStop)) yield { event: blockStop(index), paced: false };
  }
  const { usage, thinkingTokens } = counter.total();
  yield { event: messageDelta(answer.end, toUsage(usage, thinkingTokens)), paced: false, usage };
  yield { event: messageStop(), paced: false };
}

/** The same answer without streaming, and what is billed for it. */
export function answerMessage(answer: Answer): {
  readonly message: Anthropic.Message;
  readonly usage: BilledUsage;
  readonly deltas: number;
} {
  const counter = createOutputCounter(answer);
  let deltas = 0;
  for (const block of answer.blocks) {
    for (const delta of block.deltas()) {
      counter.add(delta);
      deltas += 1;
    }
  }
  const { usage, thinkingTokens } = counter.total();
  const content = answer.blocks.map((block) => block.whole());
  const message = toMessage(answer.id, answer.model, content, answer.end, toUsage(usage, thinkingTokens));
  return { message, usage, deltas };
}

/** Counts an answer's tokens from its deltas, so that both forms of an answer cost the same. */
function createOutputCounter(answer: Answer): {
  readonly add: (delta: Anthropic.RawContentBlockDelta) => void;
  readonly total: () => { readonly usage: BilledUsage; readonly thinkingTokens: number };
} {
  let characters = 0;
  let thinking = 0;
  return {
    add: (delta) => {
      if (delta.type === 'text_delta') characters += delta.text.length;
      if (delta.type === 'input_json_delta') characters += delta.partial_json.length;
      if (delta.type === 'thinking_delta') thinking += delta.thinking.length;
    },
    total: () => ({
      // Upstream counts a token or more for an empty answer, too.
      usage: {
        ...answer.startUsage,
        outputTokens: answer.outputTokens ?? Math.max(1, Math.ceil((characters + thinking) / 4)),
      },
      thinkingTokens: Math.ceil(thinking / 4),
    }),
  };
}

function createBlock(block: Block, request: MessageRequest, identifiers: Identifiers): AnswerBlock {
  switch (block.type) {
    case 'text': {
      const { text, repeat = 1 } = block;
      const oneDelta = block.whole === true || block.repeat !== undefined;
      return {
        empty: { type: 'text', text: '', citations: null },
        whole: () => ({ type: 'text', text: text.repeat(repeat), citations: null }),
        *deltas() {
          for (let round = 0; round < repeat; round += 1) {
            for (const piece of oneDelta ? [text] : words(text)) yield { type: 'text_delta', text: piece };
          }
        },
      };
    }
    case 'thinking': {
      const { thinking } = block;
      const signature =
        block.signature ?? Buffer.from(`simulated signature of ${thinking.length}`).toString('base64');
      return {
        empty: { type: 'thinking', thinking: '', signature: '' },
        whole: () => ({ type: 'thinking', thinking, signature }),
        *deltas() {
          for (const piece of words(thinking)) yield { type: 'thinking_delta', thinking: piece };
          yield { type: 'signature_delta', signature };
        },
      };
    }
    case 'tool_use': {
      const id = block.id ?? identifiers.next('toolu');
      const tool = request.tools?.find((known) => known.name === block.name);
      const input = block.input ?? schemaValue(tool?.input_schema ?? { type: 'object' }, block.name);
      const head = { type: 'tool_use', id, name: block.name, caller: { type: 'direct' } } as const;
      return {
        empty: { ...head, input: {} },
        whole: () => ({ ...head, input }),
        deltas: () => jsonDeltas(block.json ?? JSON.stringify(input)),
      };
    }
    case 'server_tool_use': {
      const id = identifiers.next('srvtoolu');
      const { name, input } = block;
      const head = { type: 'server_tool_use', id, name, caller: { type: 'direct' } } as const;
      return {
        empty: { ...head, input: {} },
        whole: () => ({ ...head, input }),
        deltas: () => jsonDeltas(JSON.stringify(input)),
      };
    }
    default:
      return block satisfies never;
  }
}

/** Upstream's first piece of a tool's input is empty. */
function* jsonDeltas(json: string): Generator<Anthropic.InputJSONDelta> {
  yield { type: 'input_json_delta', partial_json: '' };
  for (const [piece] of json.matchAll(/.{1,12}/gsu)) yield { type: 'input_json_delta', partial_json: piece };
}

/** Cuts a text roughly as a model's tokens would: a word with the space before it, long words in pieces. */
function* words(text: string): Generator<string> {
  for (const [piece] of text.matchAll(/\s*\S{1,12}|\s+/gu)) yield piece;
}

function lastIsToolUse(blocks: readonly Block[]): boolean {
  return blocks.at(-1)?.type === 'tool_use';
}

/** Applies `max_tokens`, at four characters a token, to an answer that no script wrote. */
function cutAtMaximum(
  composed: ReturnType<typeof composeAnswer>,
  maxTokens: number,
): ReturnType<typeof composeAnswer> {
  let left = maxTokens * 4;
  let cut = false;
  const blocks = composed.blocks.map((block) => {
    const text = block.type === 'text' ? block.text : block.type === 'thinking' ? block.thinking : '';
    if (text.length <= left) {
      left -= text.length;
      return block;
    }
    cut = true;
    // Never half of a surrogate pair.
    const kept = text.slice(0, left).replace(/[\uD800-\uDBFF]$/, '');
    left = 0;
    return block.type === 'thinking' ? { ...block, thinking: kept } : { type: 'text' as const, text: kept };
  });
  return cut ? { blocks, stopReason: 'max_tokens' } : composed;
}
