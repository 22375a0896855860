import type { WireError } from '@jackdaw/core/protocol';
import { countdown } from './wait-text.ts';

/** What can be done about the last turn, with one key, until something else is asked. */
export type Offer =
  /** The answer broke off: it can be gone on with. */
  | (OfferTimes & {
      readonly kind: 'continue';
      /** The question that the answer was to. */
      readonly prompt: string;
      /** The answer as far as it came, all parts of it. */
      readonly earlier: string;
      /** Who gave it; null where nobody knows. */
      readonly model: string | null;
    })
  /** There was no answer: the question can be asked again. */
  | (OfferTimes & { readonly kind: 'retry'; readonly prompt: string });

interface OfferTimes {
  /** The time of the chat's monotonic clock from which on it makes sense; null where that is now. */
  readonly readyAt: number | null;
}

export function readyAt({ retryAfterMs }: Pick<WireError, 'retryAfterMs'>, now: number): number | null {
  return retryAfterMs === undefined ? null : now + retryAfterMs;
}

/** For the status line: what the offer is, and from when on. */
export function offerText({ kind, readyAt }: Offer, now: number): string {
  const keys = kind === 'continue' ? 'Enter or /continue goes on' : '/retry asks again';
  const left = readyAt === null ? 0 : readyAt - now;
  return left > 0 ? `try again in ${countdown(left)} · ${keys}` : keys;
}

/** Whether an offer counts down. */
export function isCountingDown(offer: Offer | null, now: number): boolean {
  return offer !== null && offer.readyAt !== null && offer.readyAt > now;
}
