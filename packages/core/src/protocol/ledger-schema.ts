import { z } from 'zod';
import { usageSchema } from './event-schema.ts';

/** Sums over turns and upstream calls. Money is US dollars, times are milliseconds. */
export const figuresSchema = z.object({
  turns: z.number(),
  hits: z.object({ exact: z.number(), semantic: z.number() }),
  misses: z.number(),
  errors: z.number(),
  /** Turns that may have cost more than is counted: no price is known, or the upstream's last count did not come. */
  unknownCostTurns: z.number(),
  attempts: z.number(),
  retries: z.number(),
  tokens: usageSchema,
  costUsd: z.number(),
  /** By the cache, and by the router. */
  savedUsd: z.number(),
  routingSavedUsd: z.number(),
  /** Of whole answers: output tokens, and the time from their first to their last. */
  streamed: z.object({ tokens: z.number(), ms: z.number() }),
});
export type Figures = z.infer<typeof figuresSchema>;

export const LEDGER_GROUPS = ['day', 'model', 'client', 'conversation', 'tier'] as const;
export type LedgerGroup = (typeof LEDGER_GROUPS)[number];
export const LEDGER_ROWS = ['turn', 'attempt', ...LEDGER_GROUPS] as const;

/** Milliseconds; null where nothing was measured. */
export const percentilesSchema = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

export const slowTurnSchema = z.object({
  traceId: z.string(),
  at: z.number(),
  latencyMs: z.number(),
  model: z.string().nullable(),
});
export type SlowTurn = z.infer<typeof slowTurnSchema>;

/** Whole days, by the machine's own calendar. */
export const ledgerSummarySchema = z.object({
  /** Milliseconds since the epoch: the first day's midnight. */
  since: z.number(),
  total: figuresSchema,
  days: z.array(figuresSchema.extend({ date: z.string() })),
  models: z.record(z.string(), figuresSchema),
  clients: z.record(z.string(), figuresSchema),
  /** `miss`, `exact`, `semantic`, `none` where the cache was not asked, `own` for calls that no turn made. */
  tiers: z.record(z.string(), figuresSchema),
  /** How often turns, and upstream calls, failed with each code. */
  errors: z.record(z.string(), z.number()),
  upstreamErrors: z.record(z.string(), z.number()),
  /** To 5 %. */
  latencyMs: percentilesSchema,
  ttftMs: percentilesSchema,
  /** The slowest first. */
  slowest: z.array(slowTurnSchema),
  /** ISO date of the built-in prices, and the models that the config prices. */
  prices: z.object({ asOf: z.string(), overridden: z.array(z.string()) }),
});
export type LedgerSummary = z.infer<typeof ledgerSummarySchema>;

/** One line of an export: flat, ready for a table. */
export const ledgerRowSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type LedgerRow = z.infer<typeof ledgerRowSchema>;
