const PLACE = 2 ** 32;

/** Entries that survived a scan, of which only the `limit` with the fewest differing bits are worth a look. */
export interface CandidatePool {
  /** Takes an entry. */
  add(distance: number, position: number): void;
  /** More differing bits than this, and an entry would not be among the best any more. */
  readonly bound: number;
  /** The best, at most `limit`, fewest differing bits first. */
  ranked(): { readonly distance: number; readonly position: number }[];
}

/** `bound` is the number of differing bits that still counts before `limit` candidates are known. */
export function createCandidatePool(limit: number, bound: number): CandidatePool {
  // One number each, distance above position, so that sorting numbers sorts candidates.
  let kept: number[] = [];
  let current = bound;
  const prune = () => {
    kept = [...Float64Array.from(kept).toSorted().subarray(0, limit)];
    if (kept.length === limit) current = Math.min(current, Math.floor((kept.at(-1) ?? 0) / PLACE) - 1);
  };
  return {
    get bound() {
      return current;
    },
    add(distance, position) {
      if (distance > current) return;
      kept.push(distance * PLACE + position);
      if (kept.length >= 2 * limit) prune();
    },
    ranked() {
      prune();
      return kept.map((key) => ({ distance: Math.floor(key / PLACE), position: key % PLACE }));
    },
  };
}
