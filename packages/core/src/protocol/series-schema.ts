import { z } from 'zod';
import { figuresSchema, percentilesSchema } from './ledger-schema.ts';

/** `hour`: steps of ten seconds; `days`: the last 48 hours, by the hour; `month`: 31 days by the machine's own calendar. */
export const SERIES_RANGES = ['hour', 'days', 'month'] as const;
export type SeriesRange = (typeof SERIES_RANGES)[number];

/** Figures, and times in milliseconds to 5 %. */
const timedFigures = figuresSchema.extend({ latencyMs: percentilesSchema, ttftMs: percentilesSchema });
export type TimedFigures = z.infer<typeof timedFigures>;

export const seriesPointSchema = timedFigures.extend({
  /** Milliseconds since the epoch: when the step began. */
  at: z.number(),
  /** Turns that a hit answered are their model's too; its times are of turns that it answered itself. */
  models: z.record(z.string(), timedFigures),
  /** `miss`, `exact`, `semantic`, `none` where the cache was not asked, `own` for calls that no turn made. */
  tiers: z.record(z.string(), timedFigures),
});
export type SeriesPoint = z.infer<typeof seriesPointSchema>;

/** Steps without turns and calls have no point. A turn and a call count when they end. */
export const seriesSchema = z.object({
  range: z.enum(SERIES_RANGES),
  stepMs: z.number(),
  /** Milliseconds since the epoch: the beginning of the first step that is looked at, and the moment of the answer. */
  from: z.number(),
  to: z.number(),
  /** Oldest first. */
  points: z.array(seriesPointSchema),
});
export type Series = z.infer<typeof seriesSchema>;
