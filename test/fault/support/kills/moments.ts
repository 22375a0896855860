import type { ChatEvent } from '@jackdaw/core/protocol';
import type { Dice } from '../dice.ts';

/** When the daemon dies. */
export type Death =
  /** So long after its reader got the `count`th event of a type. */
  | {
      readonly on: 'event';
      readonly type: ChatEvent['type'];
      readonly count: number;
      readonly afterMs: number;
    }
  /** So long after the questions were sent, or the first deed was acknowledged. */
  | { readonly on: 'asked' | 'deed'; readonly afterMs: number };

type Boundary = readonly [type: ChatEvent['type'], count: number];

/** Every boundary of a turn whose first attempt fails, from its start to its end. */
const BOUNDARIES: readonly Boundary[] = [
  ['turn-start', 1],
  ['admission-pass', 1],
  ['cache-miss', 1],
  ['cache-miss', 2],
  ['route-choose', 1],
  ['attempt-start', 1],
  ['attempt-end', 1],
  ['attempt-start', 2],
  ['text-delta', 1],
  ['text-delta', 4],
  ['text-delta', 12],
  ['text-delta', 25],
  ['attempt-end', 2],
  ['cache-save', 1],
  ['turn-end', 1],
];

/** Two thirds at the boundaries in turn, exactly then or some ms later; the rest by chance or among the deeds. */
export function deathOf(round: number, dice: Dice): Death {
  if (round % 3 === 2) {
    return dice.chance(0.5)
      ? { on: 'deed', afterMs: dice.int(0, 6) }
      : { on: 'asked', afterMs: dice.int(0, 300) };
  }
  const place = Math.floor(round / 3) * 2 + (round % 3);
  const [type, count] = BOUNDARIES[place % BOUNDARIES.length] ?? ['turn-end', 1];
  return { on: 'event', type, count, afterMs: dice.chance(0.5) ? 0 : dice.int(1, 5) };
}
