import { JackdawError } from '../errors/index.ts';
import { exchangesOf, isAnswer } from './exchanges-of.ts';
import type { StoredTurn } from './stored-turn.ts';

/** Throws `conflict` where a turn is under way, and `invalid_request` where the last answer did not break off. */
export function checkContinuable(turns: readonly StoredTurn[], underWay: boolean): void {
  if (underWay) {
    throw new JackdawError(
      'conflict',
      'An answer is still under way in this conversation. Wait for its end.',
    );
  }
  const last = exchangesOf(turns).findLast((exchange) => exchange.some(isAnswer));
  if (last?.findLast(isAnswer)?.state === 'interrupted') return;
  throw new JackdawError(
    'invalid_request',
    last === undefined
      ? 'There is no answer in this conversation yet that could be continued.'
      : 'The last answer of this conversation is whole: there is nothing to continue.',
  );
}
