/** Standard deviations that an entry's bits may be off: more than that happens less than once in three million. */
const DEVIATIONS = 5;
/** Closer than this, rounding to float32 decides; a bit near zero may then differ between equals. */
const ALMOST_ONE = 1 - 1e-6;

/**
 * In how many of `bits` sign bits two randomly rotated vectors of at least this cosine may differ. Each bit differs with
 * probability p = arccos(cosine) / π (Goemans and Williamson 1995; Charikar 2002), so the number of them is close to
 * binomial: its mean plus five standard deviations, bits·p + 5·√(bits·p·(1 − p)).
 */
export function hammingBound(bits: number, cosine: number): number {
  const p = Math.acos(Math.min(Math.max(cosine, -1), ALMOST_ONE)) / Math.PI;
  return Math.min(bits, Math.floor(bits * p + DEVIATIONS * Math.sqrt(bits * p * (1 - p))));
}
