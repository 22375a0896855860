import { z } from 'zod';
import { usageSchema } from '../protocol/event-schema.ts';
import { addUsage, NO_USAGE } from '../turn/usage.ts';
import type { AttemptLine } from './attempt-line.ts';
import { figuresOfAttempt, isFault, negative } from './figures.ts';
import { localDate } from './local-date.ts';
import { storableName } from './storable-name.ts';
import type { TurnLine } from './turn-line.ts';

/** Counters that only grow, kept with the lines they count, in the same batch. */
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
export type Totals = z.infer<typeof totalsSchema>;

export function noTotals(since: number): Totals {
  return {
    since,
    turns: 0,
    hits: { exact: 0, semantic: 0 },
    misses: 0,
    errors: 0,
    errorKinds: {},
    upstreamErrors: {},
    unknownCostTurns: 0,
    savedUsd: 0,
    routingSavedUsd: 0,
    tokens: NO_USAGE,
    costUsd: 0,
    attempts: 0,
    retries: 0,
    streamed: { tokens: 0, ms: 0 },
    today: { date: '', costUsd: 0 },
    models: {},
  };
}

export function addTurn(totals: Totals, line: TurnLine): Totals {
  const { exact, semantic } = totals.hits;
  const called = line.model !== null && (line.cache === 'miss' || line.cache === null);
  return {
    ...totals,
    turns: totals.turns + 1,
    hits: {
      exact: exact + (line.cache === 'exact' ? 1 : 0),
      semantic: semantic + (line.cache === 'semantic' ? 1 : 0),
    },
    misses: totals.misses + (line.cache === 'miss' ? 1 : 0),
    errors: totals.errors + (isFault(line) ? 1 : 0),
    errorKinds: isFault(line) ? withOne(totals.errorKinds, line.error ?? 'unknown') : totals.errorKinds,
    unknownCostTurns: totals.unknownCostTurns + (line.costKnown === false ? 1 : 0),
    savedUsd: totals.savedUsd + line.savedUsd,
    routingSavedUsd: totals.routingSavedUsd + line.routingSavedUsd,
    models: called
      ? withModel(totals, line.model, (model) => ({ ...model, turns: model.turns + 1 }))
      : totals.models,
  };
}

export function addAttempt(totals: Totals, line: AttemptLine): Totals {
  const usage = line.usage ?? NO_USAGE;
  const costUsd = line.costUsd ?? 0;
  const { streamed } = figuresOfAttempt(line);
  return {
    ...totals,
    tokens: addUsage(totals.tokens, usage),
    costUsd: totals.costUsd + costUsd,
    attempts: totals.attempts + 1,
    retries: totals.retries + (line.attempt > 1 ? 1 : 0),
    upstreamErrors:
      line.error === null || line.underWay === true
        ? totals.upstreamErrors
        : withOne(totals.upstreamErrors, line.error.code),
    streamed: {
      tokens: totals.streamed.tokens + streamed.tokens,
      ms: totals.streamed.ms + streamed.ms,
    },
    today: addToDay(totals.today, line.startedAt, costUsd),
    models: withModel(totals, line.model, (model) => ({
      turns: model.turns,
      tokens: addUsage(model.tokens, usage),
      costUsd: model.costUsd + costUsd,
    })),
  };
}

/** The same attempt as it stands later: its tokens and dollars are counted once. */
export function amendAttempt(totals: Totals, before: AttemptLine, after: AttemptLine): Totals {
  const counted = {
    ...before,
    usage: negative(before.usage ?? NO_USAGE),
    costUsd: -(before.costUsd ?? 0),
    error: UNDER_WAY,
    underWay: true,
  };
  const { attempts, retries } = totals;
  return { ...addAttempt(addAttempt(totals, counted), after), attempts, retries };
}

const DAY_MS = 86_400_000;

/** Dollars of the day to which `time` belongs. */
export function spentOnDayOf({ today }: Totals, time: number): number {
  return isSameDay(today.date, time) ? today.costUsd : 0;
}

function addToDay(today: Totals['today'], time: number, costUsd: number): Totals['today'] {
  if (!isSameDay(today.date, time)) return { date: localDate(time), costUsd: Math.max(0, costUsd) };
  return { ...today, costUsd: Math.max(0, today.costUsd + costUsd) };
}

/** A clock that is set back a little does not begin a day anew; one that was far ahead does not spend a year's days. */
function isSameDay(date: string, time: number): boolean {
  return date >= localDate(time) && date <= localDate(time + DAY_MS);
}

/** Takes an error to be nothing to count, and an answer to be nothing to measure. */
const UNDER_WAY = { code: 'interrupted', message: '', retryable: true } as const;

function withOne(counts: Readonly<Record<string, number>>, name: string): Record<string, number> {
  return { ...counts, [name]: (counts[name] ?? 0) + 1 };
}

type ModelTotals = Totals['models'][string];

function withModel(
  totals: Totals,
  wished: string,
  change: (model: ModelTotals) => ModelTotals,
): Totals['models'] {
  const model = storableName(wished);
  // Callers choose names: one that every object has, such as `constructor`, must not be found.
  const known = Object.hasOwn(totals.models, model) ? totals.models[model] : undefined;
  const before = known ?? { turns: 0, tokens: NO_USAGE, costUsd: 0 };
  return { ...totals.models, [model]: change(before) };
}
