/**
 * How many times fell into each bucket (`ledger/time-buckets.ts`), as one row from the least bucket to the greatest. A
 * third of what a map takes; a series keeps thousands of these.
 */
export class TimeCounts implements Iterable<readonly [bucket: number, times: number]> {
  #least = 0;
  readonly #counts: number[] = [];

  add(bucket: number, times = 1): void {
    if (this.#counts.length === 0) this.#least = bucket;
    while (bucket < this.#least) {
      this.#counts.unshift(0);
      this.#least -= 1;
    }
    const place = bucket - this.#least;
    while (this.#counts.length <= place) this.#counts.push(0);
    this.#counts[place] = (this.#counts[place] ?? 0) + times;
  }

  *[Symbol.iterator](): Generator<readonly [bucket: number, times: number], void, void> {
    for (const [place, times] of this.#counts.entries()) if (times > 0) yield [this.#least + place, times];
  }
}
