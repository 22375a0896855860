import type { AttemptLine } from '../ledger/attempt-line.ts';
import type { AttemptFigures } from '../ledger/figures.ts';
import { OTHERS, storableName } from '../ledger/storable-name.ts';
import { Tally } from '../ledger/tally.ts';
import { bucketOf, percentilesOf } from '../ledger/time-buckets.ts';
import type { TurnLine } from '../ledger/turn-line.ts';
import type { SeriesPoint, TimedFigures } from '../protocol/series-schema.ts';
import { TimeCounts } from './time-counts.ts';

/** Models that a step tells apart: a chart shows no more, and callers choose names freely. */
export const MOST_MODELS = 12;

/** What happened in one step of a series, by model and by cache tier. Changed in place. */
export class PointSums {
  readonly #total = new TimedTally();
  readonly #models = new Map<string, TimedTally>();
  readonly #tiers = new Map<string, TimedTally>();

  addTurn(line: TurnLine): void {
    const latency = bucketOf(line.latencyMs);
    const ttft = line.ttftMs === null ? null : bucketOf(line.ttftMs);
    this.#total.addTurn(line, latency, ttft);
    this.#tier(line.cache ?? 'none').addTurn(line, latency, ttft);
    if (line.model === null) return;
    const answered = line.cache === 'miss' || line.cache === null;
    this.#model(line.model).addTurn(line, answered ? latency : null, answered ? ttft : null);
  }

  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures): void {
    this.#total.addAttempt(added);
    this.#tier(line.turn?.tier ?? 'own').addAttempt(added);
    this.#model(line.model).addAttempt(added);
  }

  absorb(other: PointSums): void {
    this.#total.absorb(other.#total);
    for (const [name, tally] of other.#models) this.#model(name).absorb(tally);
    for (const [name, tally] of other.#tiers) this.#tier(name).absorb(tally);
  }

  at(at: number): SeriesPoint {
    return {
      at,
      ...this.#total.figures(),
      models: figuresIn(this.#models),
      tiers: figuresIn(this.#tiers),
    };
  }

  #model(wished: string): TimedTally {
    const name = storableName(wished);
    const full = this.#models.size >= MOST_MODELS && !this.#models.has(name);
    return tallyOf(this.#models, full ? OTHERS : name);
  }

  #tier(name: string): TimedTally {
    return tallyOf(this.#tiers, name);
  }
}

class TimedTally {
  readonly #tally = new Tally();
  readonly #latency = new TimeCounts();
  readonly #ttft = new TimeCounts();

  /** A time that is null is not this tally's. */
  addTurn(line: TurnLine, latency: number | null, ttft: number | null): void {
    this.#tally.addTurn(line);
    if (latency !== null) this.#latency.add(latency);
    if (ttft !== null) this.#ttft.add(ttft);
  }

  addAttempt(added: AttemptFigures): void {
    this.#tally.addAttempt(added);
  }

  absorb(other: TimedTally): void {
    this.#tally.add(other.#tally.figures());
    for (const [bucket, times] of other.#latency) this.#latency.add(bucket, times);
    for (const [bucket, times] of other.#ttft) this.#ttft.add(bucket, times);
  }

  figures(): TimedFigures {
    return {
      ...this.#tally.figures(),
      latencyMs: percentilesOf(this.#latency),
      ttftMs: percentilesOf(this.#ttft),
    };
  }
}

function tallyOf(map: Map<string, TimedTally>, name: string): TimedTally {
  const known = map.get(name);
  if (known !== undefined) return known;
  const tally = new TimedTally();
  map.set(name, tally);
  return tally;
}

function figuresIn(map: ReadonlyMap<string, TimedTally>): Record<string, TimedFigures> {
  return Object.fromEntries([...map].map(([name, tally]) => [name, tally.figures()]));
}
