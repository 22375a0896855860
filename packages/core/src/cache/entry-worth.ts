/** What the worth of keeping an entry depends on. */
export interface Keepsake {
  /** Bytes that it takes. */
  readonly bytes: number;
  /** How often it has answered so far. */
  readonly hits: number;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
  readonly expiresAt: number;
  /** What one hit saves: dollars (null where the price is unknown) and milliseconds of waiting. */
  readonly answer: { readonly costUsd: number | null; readonly latencyMs: number };
}

/**
 * What a second of waiting weighs against money. Low enough that a dear answer outweighs a slow one; not nothing, so
 * that answers without a price (local models, the simulator) are told apart by the time they took.
 */
const DOLLARS_PER_SECOND = 0.001;

/** Younger entries count as this old: one hit in the first second is not yet a rate of 3,600 an hour. */
const YOUNGEST_MS = 60_000;

/**
 * What an entry can be expected to save by staying: dollars for each byte and millisecond it stays. Evict the lowest.
 *
 *     (hits + 1) / age  ×  (dollars + seconds × 0.001)  /  bytes
 *
 * Hits over age is the rate at which it is asked for; the one more than was seen gives a new entry a chance. Bytes and
 * time kept are what it costs to stay, so a longer remaining life does not make an entry worth more. This is hyperbolic
 * caching (Blankstein, Sen, Freedman: Hyperbolic Caching, USENIX ATC 2017), whose point is that such a rank needs no
 * ordered list: comparing a small random sample does nearly as well. An entry that has expired is worth 0.
 */
export function entryWorth({ bytes, hits, createdAt, expiresAt, answer }: Keepsake, now: number): number {
  if (expiresAt <= now) return 0;
  const saved = (answer.costUsd ?? 0) + (answer.latencyMs / 1000) * DOLLARS_PER_SECOND;
  const age = Math.max(now - createdAt, YOUNGEST_MS);
  return ((hits + 1) / age) * (saved / bytes);
}
