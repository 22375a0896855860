/** The window moves on by a tenth at a time: ten counts, however many events there are. */
const SLICES = 10;

interface Slice {
  readonly index: number;
  count: number;
}

/** How often something happened of late; old counts fall out as time goes on. */
export class SlidingCount {
  readonly #monotonic: () => number;
  readonly #sliceMs: number;
  #slices: Slice[] = [];
  /** Of all slices. */
  #total = 0;

  /** `windowMs` in milliseconds. */
  constructor(monotonic: () => number, windowMs: number) {
    this.#monotonic = monotonic;
    this.#sliceMs = windowMs / SLICES;
  }

  add(): void {
    const index = this.#forgetOld();
    const last = this.#slices.at(-1);
    if (last?.index === index) last.count += 1;
    else this.#slices.push({ index, count: 1 });
    this.#total += 1;
  }

  get total(): number {
    if (this.#total > 0) this.#forgetOld();
    return this.#total;
  }

  clear(): void {
    this.#slices = [];
    this.#total = 0;
  }

  /** The index of the present slice. */
  #forgetOld(): number {
    const now = Math.floor(this.#monotonic() / this.#sliceMs);
    for (
      let first = this.#slices[0];
      first !== undefined && first.index <= now - SLICES;
      first = this.#slices[0]
    ) {
      this.#slices.shift();
      this.#total -= first.count;
    }
    return now;
  }
}
