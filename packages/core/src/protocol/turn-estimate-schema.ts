import { z } from 'zod';
import { TIERS } from '../router/tier.ts';
import { TASK_TYPES } from '../router/task-type.ts';
import type { TurnEstimate } from '../turn/turn-estimate.ts';

export const turnEstimateSchema: z.ZodType<TurnEstimate> = z.object({
  model: z.string(),
  tier: z.enum(TIERS).nullable(),
  task: z.enum(TASK_TYPES),
  confidence: z.number(),
  reason: z.string(),
  contextTokens: z.number(),
  answerTokens: z.number(),
  usd: z.number().nullable(),
  baselineUsd: z.number().nullable(),
});
