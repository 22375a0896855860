import type { AttemptLine } from '../ledger/attempt-line.ts';
import type { AttemptFigures } from '../ledger/figures.ts';
import type { TurnLine } from '../ledger/turn-line.ts';
import { Slice } from './slice.ts';
import { WINDOW_MS, type StatsWindow } from './window-name.ts';

const SLICES = 12;

/** The slices of one window, oldest first; those that are too old are handed on. */
class Ring {
  readonly #sliceMs: number;
  readonly #monotonic: () => number;
  readonly #next: Ring | null;
  #slices: Slice[] = [];

  constructor(monotonic: () => number, lengthMs: number, next: Ring | null) {
    this.#monotonic = monotonic;
    this.#sliceMs = lengthMs / SLICES;
    this.#next = next;
  }

  /** The slice of a moment (monotonic ms), in this ring or one that reaches further; null where none does. */
  at(time: number): Slice | null {
    this.#handOn();
    const from = Math.floor(time / this.#sliceMs) * this.#sliceMs;
    const latest = this.#slices.at(-1);
    if (latest?.from === from) return latest;
    if (from < this.#oldest()) return this.#next?.at(time) ?? null;
    const known = this.#slices.findLast((slice) => slice.from <= from);
    if (known?.from === from) return known;
    const slice = new Slice(from);
    this.#slices.push(slice);
    this.#slices.sort((a, b) => a.from - b.from);
    return slice;
  }

  addTo(sum: Slice): void {
    this.#handOn();
    for (const slice of this.#slices) sum.absorb(slice);
  }

  #oldest(): number {
    return (Math.floor(this.#monotonic() / this.#sliceMs) - SLICES + 1) * this.#sliceMs;
  }

  #handOn(): void {
    const oldest = this.#oldest();
    if ((this.#slices[0]?.from ?? oldest) >= oldest) return;
    const old = this.#slices.filter(({ from }) => from < oldest);
    this.#slices = this.#slices.filter(({ from }) => from >= oldest);
    for (const slice of old) this.#next?.at(slice.from)?.absorb(slice);
  }
}

/**
 * What happened in the last minute, hour and day. A line is counted once, in a slice of five seconds; slices that leave
 * the minute join one of the hour, and those that leave the hour one of the day. So a window is exact in its sums and
 * reaches back its length, give or take a twelfth and the shorter windows within it.
 */
export class LiveWindows {
  readonly #monotonic: () => number;
  readonly #day: Ring;
  readonly #hour: Ring;
  readonly #minute: Ring;

  constructor(monotonic: () => number) {
    this.#monotonic = monotonic;
    this.#day = new Ring(monotonic, WINDOW_MS.day, null);
    this.#hour = new Ring(monotonic, WINDOW_MS.hour, this.#day);
    this.#minute = new Ring(monotonic, WINDOW_MS.minute, this.#hour);
  }

  /** `ageMs`: how long ago it was, for what is read from the disk. */
  addTurn(line: TurnLine, ageMs = 0): void {
    this.#minute.at(this.#monotonic() - ageMs)?.addTurn(line);
  }

  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures, ageMs = 0): void {
    this.#minute.at(this.#monotonic() - ageMs)?.sums.addAttempt(line, added);
  }

  figures(window: Exclude<StatsWindow, 'all'>): Slice {
    const sum = new Slice(0);
    this.#minute.addTo(sum);
    if (window !== 'minute') this.#hour.addTo(sum);
    if (window === 'day') this.#day.addTo(sum);
    return sum;
  }
}
