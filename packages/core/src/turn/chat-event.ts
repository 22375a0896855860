import type { WireError } from '../errors/index.ts';
import type { Tier } from '../router/index.ts';
import type { TaskType } from '../router/task-type.ts';

import type { ContentBlock } from './message.ts';
import type { PassageEvent } from './passage.ts';
import type { CacheTier, TurnResult } from './turn-result.ts';
import type { Usage } from './usage.ts';

/**
 * What a turn tells its readers, in this order:
 *
 *     turn-start
 *     admission-wait*  admission-pass
 *     cache-hit | cache-miss (exact), then cache-hit | cache-miss (semantic)
 *     upstream-wait* context-compact?       (misses only, from here on)
 *     route-choose
 *     flight-join?                          (the rest is then another turn's call, replayed)
 *     (upstream-wait* attempt-start … attempt-end | route-change)+
 *                                           thinking-delta, text-delta, content-block and object-delta within the
 *                                           attempts; text-discard after one whose answer the schema refuses
 *     cache-save?
 *     turn-end | turn-error                 exactly one, last
 *
 * A hit's text arrives as `text-delta` too. Each stage speaks when it is through, so a trace can be read off the
 * times of the events alone. Of a passage the answer comes as `passage-…` events instead of deltas and blocks.
 */
export type ChatEvent =
  | PassageEvent
  | {
      readonly type: 'turn-start';
      readonly turnId: string;
      readonly traceId: string;
      readonly conversationId: string | null;
      readonly simulated: boolean;
    }
  | {
      readonly type: 'admission-wait';
      readonly reason: 'rate-limit';
      /** Place in the queue, from 1. */
      readonly position: number;
      /** Milliseconds, estimated. */
      readonly waitMs: number;
    }
  | { readonly type: 'admission-pass' }
  | {
      readonly type: 'cache-hit';
      readonly tier: CacheTier;
      readonly entryId: string;
      readonly model: string;
      /** Milliseconds since the answer was given. */
      readonly ageMs: number;
      readonly savedUsd: number | null;
      readonly savedMs: number;
      /** Cosine, for the semantic tier. */
      readonly similarity?: number | undefined;
      readonly matchedPrompt?: string | undefined;
      /** The semantic tier's own entry, for `cache.feedback`. */
      readonly semanticId?: number | undefined;
      /** True where likeness left it open and the judge, a fast model, found it the same. */
      readonly judged?: boolean | undefined;
    }
  | {
      readonly type: 'cache-miss';
      readonly tier: CacheTier;
      readonly reason: string;
      /** A similar question whose answer was not near enough to be served; offered beside the new one. */
      readonly suggestion?: Suggestion | undefined;
    }
  | {
      /** Older turns of the conversation were summarised; what is sent has the summary in their place. */
      readonly type: 'context-compact';
      /** Exchanges that were taken in. */
      readonly turns: number;
      /** Estimated tokens of what the summary took the place of, and of the summary. */
      readonly fromTokens: number;
      readonly toTokens: number;
      /** Who summarised. */
      readonly model: string;
      /** Dollars; in the turn's cost as well. */
      readonly costUsd: number | null;
    }
  | {
      readonly type: 'route-choose';
      readonly model: string;
      /** Null where the caller named a model that belongs to no tier. */
      readonly tier: Tier | null;
      readonly task: TaskType;
      /** 0 to 1. */
      readonly confidence: number;
      /** Estimated tokens of the request. */
      readonly contextTokens: number;
      readonly reason: string;
    }
  | { readonly type: 'flight-join' }
  | {
      /** The call waits for its model's limits; told again as it moves up, at most once a second. */
      readonly type: 'upstream-wait';
      readonly model: string;
      readonly reason: UpstreamWaitReason;
      /** Place in the queue, from 1. */
      readonly position: number;
      /** Milliseconds, estimated. */
      readonly waitMs: number;
    }
  | {
      /** Another model answers than the one that was chosen. */
      readonly type: 'route-change';
      readonly from: string;
      readonly model: string;
      readonly tier: Tier | null;
      readonly reason: string;
    }
  | { readonly type: 'attempt-start'; readonly attempt: number; readonly model: string }
  | {
      readonly type: 'attempt-end';
      readonly attempt: number;
      readonly model: string;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
      readonly error?: WireError | undefined;
      /** Milliseconds until the next attempt, where there will be one. */
      readonly retryInMs?: number | undefined;
    }
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'content-block'; readonly block: ContentBlock }
  /** What was shown of the answer is void, and another follows: it was not what the schema asks for. */
  | { readonly type: 'text-discard'; readonly reason: string }
  /** What is known so far of an answer that a schema describes: each value takes the place of the one before. */
  | { readonly type: 'object-delta'; readonly value: unknown }
  | { readonly type: 'cache-save'; readonly entryId: string }
  | { readonly type: 'warning'; readonly message: string }
  | { readonly type: 'turn-end'; readonly result: TurnResult }
  | {
      readonly type: 'turn-error';
      readonly error: WireError;
      readonly traceId: string;
      readonly conversationId: string | null;
      /** The part of an answer that had arrived. */
      readonly text: string;
      readonly usage: Usage | null;
      readonly costUsd: number | null;
    };

/**
 * What a call waits for: the model's limit of requests, of input or of output tokens a minute; the time that the
 * upstream asked for (`retry-after`); a place among the calls at once; an even start after trouble (`recovery`); or the
 * first answer of a model, which tells its limits.
 */
export const UPSTREAM_WAIT_REASONS = [
  'requests',
  'input-tokens',
  'output-tokens',
  'retry-after',
  'concurrency',
  'recovery',
  'first-answer',
] as const;
export type UpstreamWaitReason = (typeof UPSTREAM_WAIT_REASONS)[number];

export interface Suggestion {
  readonly similarity: number;
  readonly matchedPrompt: string;
  readonly text: string;
}

export type ChatEventOf<T extends ChatEvent['type']> = Extract<ChatEvent, { type: T }>;
