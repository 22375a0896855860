/** The same numbers from 0 to 1 for the same seed: a training can be repeated. @param {number} seed */
export function createRandom(seed) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** @template Item @param {Item[]} items @param {() => number} random In place. */
export function shuffle(items, random) {
  for (let last = items.length - 1; last > 0; last--) {
    const at = Math.floor(random() * (last + 1));
    const [one, other] = [items[last], items[at]];
    if (one !== undefined && other !== undefined) [items[last], items[at]] = [other, one];
  }
  return items;
}
