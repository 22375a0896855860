import { isAnswer } from './exchanges-of.ts';
import type { StoredTurn } from './stored-turn.ts';

/** The end of a conversation. */
export interface LatestTurns {
  /** By ordinal. They stand by themselves: what one of them answers anew or goes on with is among them. */
  readonly turns: readonly StoredTurn[];
  /** How many lie before them. */
  readonly earlier: number;
}

/**
 * As many turns from the end as make `messages` messages, or all there are. `backwards` gives a conversation's turns with
 * their ordinals, the newest first, and is left as soon as there are enough.
 */
export async function latestTurns(
  backwards: AsyncIterable<{ readonly turn: StoredTurn; readonly ordinal: number }>,
  messages: number,
): Promise<LatestTurns> {
  const turns: StoredTurn[] = [];
  /** Turns that others lean on and that have not come yet. */
  const awaited = new Set<string>();
  let awaitsAnswer = false;
  let whole = 0;
  let earlier = 0;
  for await (const { turn, ordinal } of backwards) {
    turns.push(turn);
    earlier = ordinal;
    awaited.delete(turn.turnId);
    if (isAnswer(turn)) awaitsAnswer = false;
    const { variantOf, continues, goesOnWith, state } = turn;
    if (variantOf !== undefined) awaited.add(variantOf);
    if (goesOnWith !== undefined) awaited.add(goesOnWith);
    if (continues === true && goesOnWith === undefined) awaitsAnswer = true;
    if (variantOf === undefined && continues !== true) whole += state === 'running' ? 1 : 2;
    if (whole >= messages && awaited.size === 0 && !awaitsAnswer) break;
  }
  return { turns: turns.toReversed(), earlier };
}
