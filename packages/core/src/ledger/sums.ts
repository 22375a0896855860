import { z } from 'zod';
import type { AttemptLine } from './attempt-line.ts';
import { slowTurnSchema, type SlowTurn } from '../protocol/ledger-schema.ts';
import { figuresSchema, isFault, type AttemptFigures, type Figures } from './figures.ts';
import { OTHERS, storableName } from './storable-name.ts';
import { Tally } from './tally.ts';
import { addTime, type TimeBuckets } from './time-buckets.ts';
import type { TurnLine } from './turn-line.ts';

/** Names of one kind that a day tells apart; callers choose theirs freely. */
const MOST_NAMES = 100;
const SLOWEST = 5;

type ByName = Map<string, Tally>;
type Counts = Map<string, number>;

/** What happened in a stretch of time, by model, client and cache tier. Changed in place. */
export class Sums {
  readonly #total = new Tally();
  readonly models: ByName = new Map();
  readonly clients: ByName = new Map();
  readonly tiers: ByName = new Map();
  readonly errors: Counts = new Map();
  readonly upstreamErrors: Counts = new Map();
  readonly latency: TimeBuckets = new Map();
  readonly ttft: TimeBuckets = new Map();
  slowest: readonly SlowTurn[] = [];

  addTurn(line: TurnLine): void {
    this.#total.addTurn(line);
    tallyOf(this.clients, line.client).addTurn(line);
    tallyOf(this.tiers, line.cache ?? 'none').addTurn(line);
    if (line.model !== null) tallyOf(this.models, line.model).addTurn(line);
    if (isFault(line)) count(this.errors, line.error ?? 'unknown');
    addTime(this.latency, line.latencyMs);
    if (line.ttftMs !== null) addTime(this.ttft, line.ttftMs);
    if (line.latencyMs > (this.slowest[SLOWEST - 1]?.latencyMs ?? -1)) {
      const { traceId, at, latencyMs, model } = line;
      this.#addSlow([{ traceId, at, latencyMs, model }]);
    }
  }

  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures): void {
    const { turn } = line;
    this.#total.addAttempt(added);
    tallyOf(this.clients, turn?.client ?? `jackdaw (${line.purpose ?? 'own'})`).addAttempt(added);
    tallyOf(this.tiers, turn?.tier ?? 'own').addAttempt(added);
    tallyOf(this.models, line.model).addAttempt(added);
    if (line.error !== null && line.underWay !== true) count(this.upstreamErrors, line.error.code);
  }

  /** Adds what is stored of the same stretch of time, or of another. */
  addStored(stored: StoredSums): void {
    this.#total.add(stored.total);
    for (const kind of ['models', 'clients', 'tiers'] as const) {
      for (const [name, figures] of Object.entries(stored[kind]))
        tallyOf(this[kind], name, Infinity).add(figures);
    }
    for (const kind of ['errors', 'upstreamErrors', 'latency', 'ttft'] as const) {
      for (const [name, number] of Object.entries(stored[kind])) count(this[kind], name, number);
    }
    this.#addSlow(stored.slowest);
  }

  toJSON(): StoredSums {
    return {
      total: this.#total.figures(),
      models: figuresIn(this.models),
      clients: figuresIn(this.clients),
      tiers: figuresIn(this.tiers),
      errors: Object.fromEntries(this.errors),
      upstreamErrors: Object.fromEntries(this.upstreamErrors),
      latency: Object.fromEntries(this.latency),
      ttft: Object.fromEntries(this.ttft),
      slowest: [...this.slowest],
    };
  }

  #addSlow(turns: readonly SlowTurn[]): void {
    const fastest = this.slowest[SLOWEST - 1]?.latencyMs ?? -1;
    const slow = turns.filter(({ latencyMs }) => latencyMs > fastest);
    if (slow.length === 0) return;
    this.slowest = [...this.slowest, ...slow].toSorted((a, b) => b.latencyMs - a.latencyMs).slice(0, SLOWEST);
  }
}

const byName = z.record(z.string(), figuresSchema);
const counts = z.record(z.string(), z.number());

export const storedSumsSchema = z.object({
  total: figuresSchema,
  models: byName,
  clients: byName,
  tiers: byName,
  errors: counts,
  upstreamErrors: counts,
  latency: counts,
  ttft: counts,
  slowest: z.array(slowTurnSchema),
});
export type StoredSums = z.infer<typeof storedSumsSchema>;

function tallyOf(map: ByName, wished: string, most = MOST_NAMES): Tally {
  const name = storableName(wished);
  const known = map.get(name);
  if (known !== undefined) return known;
  if (map.size >= most && name !== OTHERS) return tallyOf(map, OTHERS);
  const tally = new Tally();
  map.set(name, tally);
  return tally;
}

function figuresIn(map: ByName): Record<string, Figures> {
  return Object.fromEntries([...map].map(([name, tally]) => [name, tally.figures()]));
}

function count(map: Counts, name: string, by = 1): void {
  map.set(name, (map.get(name) ?? 0) + by);
}
