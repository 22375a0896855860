import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { Sums } from '../ledger/sums.ts';
import type { TurnLine } from '../ledger/turn-line.ts';

const LONGEST_MICROSECONDS = 3_600_000_000;
/** Two figures: many histograms are kept, and 1 % is more than a screen shows. */
const HISTOGRAM = { lowest: 1, highest: LONGEST_MICROSECONDS, figures: 2 };

/** Milliseconds, to 1 %; null where nothing was recorded. */
export interface Percentiles {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
}

/** What happened in a short stretch of time, which can be added to a longer one. */
export class Slice {
  /** Monotonic milliseconds of its beginning. */
  readonly from: number;
  readonly sums = new Sums();
  #latency: RecordableHistogram | null = null;
  #ttft: RecordableHistogram | null = null;

  constructor(from: number) {
    this.from = from;
  }

  addTurn(line: TurnLine): void {
    this.sums.addTurn(line);
    this.#latency = record(this.#latency, line.latencyMs);
    if (line.ttftMs !== null) this.#ttft = record(this.#ttft, line.ttftMs);
  }

  absorb(other: Slice): void {
    this.sums.addStored(other.sums.toJSON());
    this.#latency = merge(this.#latency, other.#latency);
    this.#ttft = merge(this.#ttft, other.#ttft);
  }

  get latencyMs(): Percentiles {
    return percentiles(this.#latency);
  }

  get ttftMs(): Percentiles {
    return percentiles(this.#ttft);
  }
}

function record(histogram: RecordableHistogram | null, milliseconds: number): RecordableHistogram {
  const into = histogram ?? createHistogram(HISTOGRAM);
  into.record(Math.min(LONGEST_MICROSECONDS, Math.max(1, Math.round(milliseconds * 1000))));
  return into;
}

function merge(
  one: RecordableHistogram | null,
  other: RecordableHistogram | null,
): RecordableHistogram | null {
  if (other === null) return one;
  const into = one ?? createHistogram(HISTOGRAM);
  into.add(other);
  return into;
}

function percentiles(histogram: RecordableHistogram | null): Percentiles {
  const at = (percentile: number) => (histogram === null ? null : histogram.percentile(percentile) / 1000);
  return { p50: at(50), p95: at(95), p99: at(99) };
}
