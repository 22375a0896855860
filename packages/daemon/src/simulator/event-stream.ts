import type Anthropic from '@anthropic-ai/sdk';
import type { BilledUsage } from './ledger.ts';

// Every object here is typed by the SDK and complete: when an event gains a field, this file stops compiling.

export type StreamEvent = Anthropic.RawMessageStreamEvent;

/** What an answer says beside its blocks. */
export interface AnswerEnd {
  readonly stopReason: Anthropic.StopReason;
  readonly stopSequence: string | null;
  readonly stopDetails: Anthropic.RefusalStopDetails | null;
}

export function toUsage(usage: BilledUsage, thinkingTokens: number): Anthropic.Usage {
  return {
    input_tokens: usage.inputTokens,
    output_tokens: usage.outputTokens,
    cache_read_input_tokens: usage.cacheReadTokens,
    cache_creation_input_tokens: usage.cacheWrite5mTokens + usage.cacheWrite1hTokens,
    cache_creation: {
      ephemeral_5m_input_tokens: usage.cacheWrite5mTokens,
      ephemeral_1h_input_tokens: usage.cacheWrite1hTokens,
    },
    output_tokens_details: thinkingTokens > 0 ? { thinking_tokens: thinkingTokens } : null,
    server_tool_use: null,
    inference_geo: null,
    service_tier: 'standard',
    speed: 'standard',
  };
}

export function toMessage(
  id: string,
  model: string,
  content: Anthropic.ContentBlock[],
  end: AnswerEnd | null,
  usage: Anthropic.Usage,
): Anthropic.Message {
  return {
    id,
    type: 'message',
    role: 'assistant',
    model,
    content,
    stop_reason: end?.stopReason ?? null,
    stop_sequence: end?.stopSequence ?? null,
    stop_details: end?.stopDetails ?? null,
    container: null,
    diagnostics: null,
    usage,
  };
}

export function messageStart(
  id: string,
  model: string,
  usage: Anthropic.Usage,
): Anthropic.RawMessageStartEvent {
  return { type: 'message_start', message: toMessage(id, model, [], null, usage) };
}

export function blockStart(
  index: number,
  block: Anthropic.RawContentBlockStartEvent['content_block'],
): Anthropic.RawContentBlockStartEvent {
  return { type: 'content_block_start', index, content_block: block };
}

export function blockDelta(
  index: number,
  delta: Anthropic.RawContentBlockDelta,
): Anthropic.RawContentBlockDeltaEvent {
  return { type: 'content_block_delta', index, delta };
}

export function blockStop(index: number): Anthropic.RawContentBlockStopEvent {
  return { type: 'content_block_stop', index };
}

export function messageDelta(end: AnswerEnd, usage: Anthropic.Usage): Anthropic.RawMessageDeltaEvent {
  return {
    type: 'message_delta',
    delta: {
      stop_reason: end.stopReason,
      stop_sequence: end.stopSequence,
      stop_details: end.stopDetails,
      container: null,
    },
    usage: {
      input_tokens: usage.input_tokens,
      output_tokens: usage.output_tokens,
      cache_read_input_tokens: usage.cache_read_input_tokens,
      cache_creation_input_tokens: usage.cache_creation_input_tokens,
      output_tokens_details: usage.output_tokens_details,
      server_tool_use: usage.server_tool_use,
    },
  };
}

export function messageStop(): Anthropic.RawMessageStopEvent {
  return { type: 'message_stop' };
}
