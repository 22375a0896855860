import type { StoredTurn } from './stored-turn.ts';
import { joinParts } from './join-parts.ts';

/** A question's turn, with those that went on with its answer after it had broken off. */
export type Exchange = readonly [StoredTurn, ...StoredTurn[]];

/** A continuation belongs to the latest answer before it that has any words. */
export function exchangesOf(turns: readonly StoredTurn[]): readonly Exchange[] {
  const exchanges: [StoredTurn, ...StoredTurn[]][] = [];
  for (const turn of turns) {
    const begun =
      turn.continues === true ? exchanges.findLast((exchange) => exchange.some(isAnswer)) : undefined;
    if (begun === undefined) exchanges.push([turn]);
    else begun.push(turn);
  }
  return exchanges;
}

/**
 * Whether a turn left words that count as an answer. Those of a refusal do not: the API asks that they be dropped
 * from what is sent on.
 */
export function isAnswer({ state, text }: StoredTurn): boolean {
  return (state === 'complete' || state === 'interrupted') && text.trim() !== '';
}

/** The answer of all parts together; empty where there is none. */
export function answerOf(exchange: Exchange): string {
  return exchange
    .filter(isAnswer)
    .map(({ text }) => text)
    .reduce((first, second) => (first === '' ? second : joinParts(first, second)), '');
}
