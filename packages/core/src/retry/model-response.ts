import type { StopReason } from '../turn/answer.ts';
import type { JsonObject } from '../turn/json-object.ts';
import type { ContentBlock } from '../turn/message.ts';
import type { Usage } from '../turn/usage.ts';

/** A whole response of a model, all attempts' costs included. */
export interface ModelResponse {
  readonly text: string;
  /** Content blocks other than text, in order. */
  readonly blocks: readonly ContentBlock[];
  /** Of a passage: the message in the API's own shape, where it can be told again. */
  readonly message?: JsonObject | undefined;
  readonly model: string;
  readonly stopReason: StopReason;
  /** The upstream's words on a refusal, where there are any. */
  readonly explanation?: string | undefined;
  /** Upstream calls that it took. */
  readonly attempts: number;
  /** The sum over attempts; null where the successful attempt's is unknown. */
  readonly usage: Usage | null;
  /** Dollars, the sum over attempts; null where unknown; 0 where the simulator answered. */
  readonly costUsd: number | null;
  /** Monotonic milliseconds of the first visible delta, or null where there was none. */
  readonly firstTokenAt: number | null;
}
