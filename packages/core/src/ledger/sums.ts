import { z } from 'zod';
import type { AttemptLine } from './attempt-line.ts';
import { slowTurnSchema, type SlowTurn } from '../protocol/ledger-schema.ts';
import {
  addFigures,
  amendment,
  figuresOfAttempt,
  figuresOfTurn,
  figuresSchema,
  isFault,
  NO_FIGURES,
  type Figures,
} from './figures.ts';
import { addTime, type TimeBuckets } from './time-buckets.ts';
import type { TurnLine } from './turn-line.ts';

/** Names of one kind that a day tells apart; callers choose theirs freely. */
const MOST_NAMES = 100;
const OTHERS = '(others)';
const SLOWEST = 5;

type ByName = Map<string, Figures>;
type Counts = Map<string, number>;

/** What happened in a stretch of time, by model, client and cache tier. Changed in place. */
export class Sums {
  total: Figures = NO_FIGURES;
  readonly models: ByName = new Map();
  readonly clients: ByName = new Map();
  readonly tiers: ByName = new Map();
  readonly errors: Counts = new Map();
  readonly upstreamErrors: Counts = new Map();
  readonly latency: TimeBuckets = new Map();
  readonly ttft: TimeBuckets = new Map();
  slowest: readonly SlowTurn[] = [];

  addTurn(line: TurnLine): void {
    this.#add(figuresOfTurn(line), line.model, line.client, line.cache ?? 'none');
    if (isFault(line)) count(this.errors, line.error ?? 'unknown');
    addTime(this.latency, line.latencyMs);
    if (line.ttftMs !== null) addTime(this.ttft, line.ttftMs);
    const { traceId, at, latencyMs, model } = line;
    this.#addSlow([{ traceId, at, latencyMs, model }]);
  }

  /** `before`: the same attempt as it was counted until now. */
  addAttempt(line: AttemptLine, before: AttemptLine | null): void {
    const figures = before === null ? figuresOfAttempt(line) : amendment(before, line);
    const { client, tier } = line.turn ?? { client: `jackdaw (${line.purpose ?? 'own'})`, tier: 'own' };
    this.#add(figures, line.model, client, tier);
    if (line.error !== null && line.underWay !== true) count(this.upstreamErrors, line.error.code);
  }

  /** Adds what is stored of the same stretch of time, or of another. */
  addStored(stored: StoredSums): void {
    this.total = addFigures(this.total, stored.total);
    for (const kind of ['models', 'clients', 'tiers'] as const) {
      for (const [name, figures] of Object.entries(stored[kind])) addTo(this[kind], name, figures, Infinity);
    }
    for (const kind of ['errors', 'upstreamErrors', 'latency', 'ttft'] as const) {
      for (const [name, number] of Object.entries(stored[kind])) count(this[kind], name, number);
    }
    this.#addSlow(stored.slowest);
  }

  toJSON(): StoredSums {
    const { total, slowest } = this;
    return {
      total,
      models: Object.fromEntries(this.models),
      clients: Object.fromEntries(this.clients),
      tiers: Object.fromEntries(this.tiers),
      errors: Object.fromEntries(this.errors),
      upstreamErrors: Object.fromEntries(this.upstreamErrors),
      latency: Object.fromEntries(this.latency),
      ttft: Object.fromEntries(this.ttft),
      slowest: [...slowest],
    };
  }

  #add(figures: Figures, model: string | null, client: string, tier: string): void {
    this.total = addFigures(this.total, figures);
    if (model !== null) addTo(this.models, model, figures);
    addTo(this.clients, client, figures);
    addTo(this.tiers, tier, figures);
  }

  #addSlow(turns: readonly SlowTurn[]): void {
    const fastest = this.slowest.length < SLOWEST ? 0 : (this.slowest.at(-1)?.latencyMs ?? 0);
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

function addTo(map: ByName, wished: string, figures: Figures, most = MOST_NAMES): void {
  const name = map.has(wished) || map.size < most ? wished : OTHERS;
  map.set(name, addFigures(map.get(name) ?? NO_FIGURES, figures));
}

function count(map: Counts, name: string, by = 1): void {
  map.set(name, (map.get(name) ?? 0) + by);
}
