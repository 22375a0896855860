import { JackdawError } from '../errors/index.ts';
import { isAnswer, type Exchange } from './exchanges-of.ts';

/** The last answer of the path. Throws `invalid_request` where it did not break off. */
export function brokenOffIn(path: readonly Exchange[]): Exchange {
  const last = path.findLast((exchange) => exchange.some(isAnswer));
  if (last?.findLast(isAnswer)?.state === 'interrupted') return last;
  throw new JackdawError(
    'invalid_request',
    last === undefined
      ? 'There is no answer in this conversation yet that could be continued.'
      : 'The last answer of this conversation is whole: there is nothing to continue.',
  );
}
