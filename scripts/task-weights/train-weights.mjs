import { createRandom, shuffle } from './random.mjs';

const ROUNDS = 12;
const RATE = 0.3;
const DECAY = 1e-4;
/** Whoever stands in fewer prompts tells more about them than about a task. */
const MINIMUM_PROMPTS = 4;
/** The mean of several runs: what one run owes to the order of its prompts evens out. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8];

/**
 * Multinomial logistic regression by stochastic gradient descent with Adagrad's step sizes (Duchi and others, 2011).
 * @typedef {{ features: [name: string, amount: number][], label: number, weight: number }} Example
 * @param {Example[]} examples
 * @param {number} labels
 * @returns {Map<string, number[]>} Of each feature, a weight for each label.
 */
export function trainWeights(examples, labels) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { features } of examples) {
    for (const [name] of features) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const isKnown = (/** @type {string} */ name) =>
    !/^[wp]:/.test(name) || (counts.get(name) ?? 0) >= MINIMUM_PROMPTS;
  const known = examples.map(({ features, ...rest }) => ({
    ...rest,
    features: features.filter(([name]) => isKnown(name)),
  }));
  const runs = SEEDS.map((seed) => train(known, labels, createRandom(seed)));
  const names = [...counts.keys()].filter(isKnown);
  return new Map(
    names.map((name) => [
      name,
      Array.from(
        { length: labels },
        (_, at) => runs.reduce((sum, run) => sum + (run.get(name)?.[at] ?? 0), 0) / runs.length,
      ),
    ]),
  );
}

/** @param {Example[]} examples @param {number} labels @param {() => number} random */
function train(examples, labels, random) {
  /** @type {Map<string, { row: number[], square: number[] }>} */
  const learned = new Map();
  for (const { features } of examples) {
    for (const [name] of features) {
      if (learned.has(name)) continue;
      const fill = (/** @type {number} */ value) => Array.from({ length: labels }, () => value);
      learned.set(name, { row: fill(0), square: fill(1e-6) });
    }
  }
  const prepared = examples.map(({ features, label, weight }) => ({
    label,
    weight,
    rows: features.flatMap(([name, amount]) => {
      const one = learned.get(name);
      return one === undefined ? [] : [{ ...one, amount }];
    }),
  }));
  for (let round = 0; round < ROUNDS; round++) {
    for (const { rows, label, weight } of shuffle(prepared, random)) {
      for (const [at, share] of sharesOf(rows, labels).entries()) {
        const pull = weight * (share - (at === label ? 1 : 0));
        for (const { row, square, amount } of rows) {
          const slope = pull * amount + DECAY * (row[at] ?? 0);
          square[at] = (square[at] ?? 0) + slope * slope;
          row[at] = (row[at] ?? 0) - (RATE * slope) / Math.sqrt(square[at] ?? 1);
        }
      }
    }
  }
  return new Map([...learned].map(([name, { row }]) => [name, row]));
}

/** @param {{ row: number[], amount: number }[]} rows @param {number} labels */
function sharesOf(rows, labels) {
  const sums = Array.from({ length: labels }, (_, at) =>
    rows.reduce((sum, { row, amount }) => sum + (row[at] ?? 0) * amount, 0),
  );
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp(sum - most));
  const all = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / all);
}
