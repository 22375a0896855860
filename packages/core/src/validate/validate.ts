import type { StopReason } from '../turn/answer.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import type { ContentBlock } from '../turn/message.ts';
import type { Repair } from './repair/index.ts';

/** What the provider delivered, before anyone trusts it. */
export interface Draft {
  readonly text: string;
  /** Content blocks other than text. */
  readonly blocks: readonly ContentBlock[];
  readonly stopReason: StopReason;
  readonly explanation?: string | undefined;
}

/**
 * - `whole`: complete and valid; may be cached; `data` is the parsed value where a schema was asked for, and `repairs`
 *   names what it took to read it (absent where the text was strict JSON)
 * - `refused`: the model declined
 * - `cut`: ended before its end (max_tokens, context window, pause)
 * - `invalid`: complete, but not what the schema asks for, and not to be repaired in one way only. `reason` can be sent to
 *   the model as it is (at most 2,000 characters); `raw` is the answer's text. The only verdict that may be asked again.
 */
export type Verdict =
  | { readonly kind: 'whole'; readonly data?: unknown; readonly repairs?: readonly Repair[] }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'cut'; readonly reason: string }
  | { readonly kind: 'invalid'; readonly reason: string; readonly raw: string };

export type Validate = (draft: Draft, asked: Pick<ChatRequest, 'schema' | 'maxTokens'>) => Verdict;
