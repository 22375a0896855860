import type { Upstream } from '../../provider/index.ts';
import type { ChatRequest } from '../../turn/chat-request.ts';
import type { SimilarAnswer } from '../cache/semantic-finding.ts';

/** An earlier answer beside the question that it may serve. */
export interface JudgedCase {
  readonly context: string;
  readonly request: ChatRequest;
  readonly found: SimilarAnswer;
  /** Of the person who asks: the judge calls on their account. */
  readonly upstream: Upstream;
}

export type Judgement =
  /** Not asked now. */
  | { readonly kind: 'later' }
  | { readonly kind: 'same' }
  | { readonly kind: 'other'; readonly reason: string };

/**
 * A fast model that is asked what likeness and guards leave open. Its calls are attempts in the ledger like any other,
 * with their purpose, and are not part of a turn's own cost. Nothing here throws, but for an abort in `inLine`.
 */
export interface Judge {
  /** Before the model is asked, where that is worth the wait. */
  inLine(one: JudgedCase, signal: AbortSignal): Promise<Judgement>;
  /** When the turn is over, in the background: an answer that serves has this question as a further wording then. */
  afterTurn(one: JudgedCase): void;
  /** When a similar answer was served: a share of them is checked against the model's own answer, in the background. */
  afterHit(one: JudgedCase): void;
  /** Aborts what is under way. */
  close(): Promise<void>;
}

/** For where nobody judges. */
export const NO_JUDGE: Judge = {
  inLine: async () => ({ kind: 'later' }),
  afterTurn: () => {},
  afterHit: () => {},
  close: async () => {},
};
