import { z } from 'zod';
import { usageSchema } from '../protocol/event-schema.ts';
import type { AttemptLine } from './attempt-line.ts';
import { isFault, NO_FIGURES, type AttemptFigures } from './figures.ts';
import { localDate } from './local-date.ts';
import { storableName } from './storable-name.ts';
import { Tally } from './tally.ts';
import type { TurnLine } from './turn-line.ts';

/** Counters that only grow, as they are on disk. */
export const totalsSchema = z.object({
  since: z.number(),
  turns: z.number(),
  hits: z.object({ exact: z.number(), semantic: z.number() }),
  misses: z.number(),
  errors: z.number(),
  /** How often turns, and upstream calls, failed with each code. */
  errorKinds: z.record(z.string(), z.number()).default({}),
  upstreamErrors: z.record(z.string(), z.number()).default({}),
  unknownCostTurns: z.number().default(0),
  savedUsd: z.number(),
  routingSavedUsd: z.number().default(0),
  tokens: usageSchema,
  costUsd: z.number(),
  attempts: z.number(),
  retries: z.number(),
  /** Of whole answers: output tokens, and the milliseconds from their first to their last. */
  streamed: z.object({ tokens: z.number(), ms: z.number() }).default({ tokens: 0, ms: 0 }),
  /** What the latest day cost, by the machine's own calendar. */
  today: z.object({ date: z.string(), costUsd: z.number() }).default({ date: '', costUsd: 0 }),
  models: z.record(z.string(), z.object({ turns: z.number(), tokens: usageSchema, costUsd: z.number() })),
});
export type StoredTotals = z.infer<typeof totalsSchema>;

export const noTotals = (since: number): StoredTotals => ({
  ...NO_FIGURES,
  since,
  errorKinds: {},
  upstreamErrors: {},
  today: { date: '', costUsd: 0 },
  models: {},
});

const DAY_MS = 86_400_000;

/** What all time adds up to. Changed in place. */
export class Totals {
  readonly since: number;
  readonly #sum = new Tally();
  readonly #errorKinds: Map<string, number>;
  readonly #upstreamErrors: Map<string, number>;
  readonly #models = new Map<string, Tally>();
  #date: string;
  #spent: number;

  constructor(stored: StoredTotals) {
    this.since = stored.since;
    this.#sum.add(stored);
    this.#errorKinds = new Map(Object.entries(stored.errorKinds));
    this.#upstreamErrors = new Map(Object.entries(stored.upstreamErrors));
    for (const [name, model] of Object.entries(stored.models)) {
      this.#model(name).add({ ...NO_FIGURES, ...model });
    }
    this.#date = stored.today.date;
    this.#spent = stored.today.costUsd;
  }

  addTurn(line: TurnLine): void {
    this.#sum.addTurn(line);
    if (isFault(line)) count(this.#errorKinds, line.error ?? 'unknown');
    const called = line.cache === 'miss' || line.cache === null;
    if (called && line.model !== null) this.#model(line.model).addTurn(line);
  }

  /** `added`: what the attempt adds as it stands now. */
  addAttempt(line: AttemptLine, added: AttemptFigures): void {
    this.#sum.addAttempt(added);
    this.#model(line.model).addAttempt(added);
    if (line.error !== null && line.underWay !== true) count(this.#upstreamErrors, line.error.code);
    if (!isSameDay(this.#date, line.startedAt)) {
      this.#date = localDate(line.startedAt);
      this.#spent = 0;
    }
    this.#spent = Math.max(0, this.#spent + added.costUsd);
  }

  /** Dollars of the day to which `time` belongs. */
  spentOnDayOf(time: number): number {
    return isSameDay(this.#date, time) ? this.#spent : 0;
  }

  toJSON(): StoredTotals {
    return {
      ...this.#sum.figures(),
      since: this.since,
      errorKinds: Object.fromEntries(this.#errorKinds),
      upstreamErrors: Object.fromEntries(this.#upstreamErrors),
      today: { date: this.#date, costUsd: this.#spent },
      models: Object.fromEntries([...this.#models].map(([name, tally]) => [name, modelOf(tally)])),
    };
  }

  #model(wished: string): Tally {
    const name = storableName(wished);
    const known = this.#models.get(name);
    if (known !== undefined) return known;
    const tally = new Tally();
    this.#models.set(name, tally);
    return tally;
  }
}

function modelOf(tally: Tally): StoredTotals['models'][string] {
  const { turns, tokens, costUsd } = tally.figures();
  return { turns, tokens, costUsd };
}

/** A clock that is set back a little does not begin a day anew; one that was far ahead does not spend a year's days. */
function isSameDay(date: string, time: number): boolean {
  const own = localDate(time);
  return date === own || (date > own && date <= localDate(time + DAY_MS));
}

function count(counts: Map<string, number>, name: string): void {
  counts.set(name, (counts.get(name) ?? 0) + 1);
}
