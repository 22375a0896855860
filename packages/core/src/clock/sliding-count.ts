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
  }

  get total(): number {
    this.#forgetOld();
    return this.#slices.reduce((sum, { count }) => sum + count, 0);
  }

  clear(): void {
    this.#slices = [];
  }

  /** The index of the present slice. */
  #forgetOld(): number {
    const now = Math.floor(this.#monotonic() / this.#sliceMs);
    const oldest = now - SLICES + 1;
    if ((this.#slices[0]?.index ?? oldest) < oldest) {
      this.#slices = this.#slices.filter(({ index }) => index >= oldest);
    }
    return now;
  }
}
