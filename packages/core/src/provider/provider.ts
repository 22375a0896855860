import type { StopReason } from '../turn/answer.ts';
import type { JsonObject } from '../turn/json-object.ts';
import type { ContentBlock, Message } from '../turn/message.ts';
import type { Passage, PassageEvent } from '../turn/passage.ts';
import type { Usage } from '../turn/usage.ts';
import type { RateLimits } from './rate-limits.ts';

/** Where a call goes and with what credentials. Never part of a key, a record or a log. */
export interface Upstream {
  readonly apiKey: string | null;
  /** Null means the vendor's own. */
  readonly baseUrl: string | null;
  /** True where the built-in simulator answers. */
  readonly simulated: boolean;
}

/** One call of one model: what goes out on the wire. */
export interface ModelCall {
  readonly model: string;
  readonly messages: readonly Message[];
  readonly system: string | readonly ContentBlock[] | null;
  readonly maxTokens: number;
  readonly schema: JsonObject | null;
  readonly tools: readonly JsonObject[];
  readonly toolChoice: JsonObject | null;
  readonly thinking: JsonObject | null;
  readonly betas: readonly string[];
  /** Ask the upstream to keep the prompt, as far as it goes, for a call that begins the same way. */
  readonly promptCaching?: boolean;
  /** What goes out in the place of all the above but the model. */
  readonly passage?: Passage | undefined;
  readonly upstream: Upstream;
}

/** `rate-limits` comes as soon as the headers are here, also of a response that fails; `usage-update` is cumulative within one call. `response-end` is last, and comes only with a whole response. */
export type ProviderEvent =
  | { readonly type: 'rate-limits'; readonly limits: RateLimits }
  | { readonly type: 'response-start'; readonly model: string; readonly requestId: string | null }
  | {
      readonly type: 'usage-update';
      readonly usage: Usage;
      /** False where the upstream counts on: of an answer that goes on after it. Default: true. */
      readonly final?: boolean;
      /** True where the whole answer is here: nothing but its end is still to come, and no wait. Default: false. */
      readonly whole?: boolean;
    }
  | { readonly type: 'thinking-delta'; readonly text: string }
  | { readonly type: 'text-delta'; readonly text: string }
  | { readonly type: 'content-block'; readonly block: ContentBlock }
  | PassageEvent
  | {
      /** What a passage's bytes came to, once, in the place of deltas and blocks. No message where it cannot be told again. */
      readonly type: 'passage-answer';
      readonly text: string;
      readonly blocks: readonly ContentBlock[];
      readonly message: JsonObject | undefined;
    }
  | {
      readonly type: 'response-end';
      readonly stopReason: StopReason;
      readonly explanation?: string | undefined;
    };

export interface Provider {
  /**
   * One attempt, never retried inside; `tell` hears what happens as it happens, and nothing after the end. Resolves only
   * after `response-end`; rejects with a `JackdawError` otherwise (`interrupted` where the stream was cut, `stalled` where no
   * byte came for too long, `unreachable`, `rate_limited`, …). On abort it closes the connection at once and rejects with
   * `signal.reason`.
   */
  stream(call: ModelCall, signal: AbortSignal, tell: TellProvider): Promise<void>;
}

/** Must not throw. */
export type TellProvider = (event: ProviderEvent) => void;
