/** A source of numbers in [0, 1) that yields the same sequence for the same seed. */
export type Random = () => number;

/**
 * A small seeded generator: FNV-1a turns the seed into 32 bits, mulberry32 draws from them.
 * Good enough to vary timings and chunk sizes; not for anything secret.
 */
export function createRandom(seed: string | number): Random {
  let state = hashText(String(seed));
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a over UTF-16 code units, as an unsigned 32-bit number. */
export function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193) >>> 0;
  }
  return hash;
}

/** A draw from a lognormal distribution with this median; `sigma` is the deviation of the logarithm. */
export function lognormal(random: Random, median: number, sigma: number): number {
  // Box–Muller; 1 - random() keeps the logarithm away from zero.
  const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return median * Math.exp(sigma * normal);
}
