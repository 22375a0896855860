import { createRandom } from '../../../packages/daemon/src/simulator/seeded-random.ts';

/** Choices by chance that are the same for the same seed. */
export interface Dice {
  /** At least 0, less than 1. */
  random(): number;
  /** A whole number, both ends included. */
  int(least: number, most: number): number;
  chance(probability: number): boolean;
  pick<T>(items: readonly T[]): T;
  /** Dice of their own, so that what one actor does never depends on when another draws. */
  fork(label: string | number): Dice;
}

export function createDice(seed: string | number): Dice {
  const random = createRandom(seed);
  const int = (least: number, most: number) => least + Math.floor(random() * (most - least + 1));
  return {
    random,
    int,
    chance: (probability) => random() < probability,
    pick(items) {
      const item = items[int(0, items.length - 1)];
      if (item === undefined) throw new Error('There is nothing to pick from.');
      return item;
    },
    fork: (label) => createDice(`${seed}/${label}`),
  };
}
