import type { AttemptLine } from '../ledger/attempt-line.ts';
import type { AttemptFigures } from '../ledger/figures.ts';
import type { TurnLine } from '../ledger/turn-line.ts';
import { PointSums } from './point-sums.ts';

/** The latest steps in which something happened. A turn and a call count when they end. */
export class TimeSeries {
  readonly stepMs: number;
  readonly steps: number;
  readonly #points = new Map<number, PointSums>();

  constructor(stepMs: number, steps: number) {
    this.stepMs = stepMs;
    this.steps = steps;
  }

  addTurn(line: TurnLine, now: number): void {
    this.#at(line.at + line.latencyMs, now)?.addTurn(line);
  }

  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures, now: number): void {
    this.#at(line.startedAt + line.latencyMs, now)?.addAttempt(line, added);
  }

  /** The steps of a series that ends now, by the milliseconds since the epoch at which each began. */
  points(now: number): ReadonlyMap<number, PointSums> {
    this.#forget(now);
    return this.#points;
  }

  /** When the first step of a series that ends now began. */
  from(now: number): number {
    return (Math.floor(now / this.stepMs) - this.steps + 1) * this.stepMs;
  }

  #at(time: number, now: number): PointSums | null {
    // No step is in the future, whatever the clock said when the turn began.
    const at = Math.floor(Math.min(time, now) / this.stepMs) * this.stepMs;
    if (at < this.from(now)) return null;
    const known = this.#points.get(at);
    if (known !== undefined) return known;
    this.#forget(now);
    const point = new PointSums();
    this.#points.set(at, point);
    return point;
  }

  /** Old steps, and those of a clock that has been set back. */
  #forget(now: number): void {
    const from = this.from(now);
    for (const at of this.#points.keys()) if (at < from || at > now) this.#points.delete(at);
  }
}

/** What happens while this daemon runs, in both of the steps that charts are drawn in. */
export class LiveSeries {
  readonly hour = new TimeSeries(10_000, 360);
  readonly days = new TimeSeries(3_600_000, 48);

  addTurn(line: TurnLine, now: number): void {
    this.hour.addTurn(line, now);
    this.days.addTurn(line, now);
  }

  addAttempt(line: AttemptLine, added: AttemptFigures, now: number): void {
    this.hour.addAttempt(line, added, now);
    this.days.addAttempt(line, added, now);
  }
}
