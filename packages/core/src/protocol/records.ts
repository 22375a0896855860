import { z } from 'zod';
import { turnResultSchema, usageSchema } from './event-schema.ts';
import { attachedSchema } from './attachment-schema.ts';
import { LIMITS } from './limits.ts';
import { STATS_WINDOWS } from '../metrics/window-name.ts';

/** Shapes that several methods share. Times are milliseconds since the epoch, money is US dollars. */

/** Beyond these there is no date to write: `toISOString` throws. */
const pointInTime = z.number().min(0).max(LIMITS.maxTime);

export const conversationSummarySchema = z.object({
  id: z.string(),
  title: z.string(),
  createdAt: pointInTime,
  updatedAt: pointInTime,
  turns: z.number(),
  costUsd: z.number(),
  deletedAt: pointInTime.optional(),
  /** It began with the first `at` messages of that conversation. */
  forkedFrom: z.object({ id: z.string(), at: z.number() }).optional(),
});
export type ConversationSummary = z.infer<typeof conversationSummarySchema>;

export const MESSAGE_STATES = ['complete', 'interrupted', 'refused', 'error'] as const;
export type MessageState = (typeof MESSAGE_STATES)[number];

const plainMessageSchema = z.object({
  role: z.enum(['user', 'assistant']),
  text: z.string(),
  at: pointInTime,
  state: z.enum(MESSAGE_STATES),
  model: z.string().optional(),
  cache: z.enum(['miss', 'exact', 'semantic']).optional(),
  usage: usageSchema.nullable().optional(),
  costUsd: z.number().nullable().optional(),
  savedUsd: z.number().optional(),
  latencyMs: z.number().optional(),
  ttftMs: z.number().nullable().optional(),
  stopReason: z.string().optional(),
  traceId: z.string().optional(),
  simulated: z.boolean().optional(),
  error: z.string().optional(),
  /** Files that went with a question. */
  attachments: z.array(attachedSchema).optional(),
  /** The messages up to this one were summarised: the model gets the summary in their place from then on. */
  compaction: z
    .object({
      at: pointInTime,
      summary: z.string(),
      model: z.string(),
      turns: z.number(),
      fromTokens: z.number(),
      toTokens: z.number(),
      costUsd: z.number().nullable(),
    })
    .optional(),
});

export const historyMessageSchema = plainMessageSchema.extend({
  /** Which answer to the question this one is, in the order in which they were asked, from 1; left out where it is alone. */
  variant: z.number().int().min(1).optional(),
  /** The other answers, oldest first. */
  variants: z.array(plainMessageSchema).max(LIMITS.maxVariants).optional(),
});
export type HistoryMessage = z.infer<typeof historyMessageSchema>;

export const conversationSchema = conversationSummarySchema.extend({
  messages: z.array(historyMessageSchema),
  /** Turns before those of `messages`, where the last ones alone were asked for. */
  earlierTurns: z.number().int().min(1).optional(),
  /** The system prompt that its next question gets. */
  system: z.string().optional(),
  /** The turn that is answering right now, to be attached to. */
  turnUnderWay: z.string().optional(),
});
export type Conversation = z.infer<typeof conversationSchema>;

/** One that comes from outside: bounded like all that a caller may send. */
export const importedConversationSchema = conversationSchema.extend({
  title: z.string().max(200),
  turns: z.number().int().min(0).max(LIMITS.maxTurns),
  messages: z.array(historyMessageSchema).max(LIMITS.maxMessages),
});

export const searchMatchSchema = z.object({
  conversationId: z.string(),
  title: z.string(),
  role: z.enum(['user', 'assistant']),
  at: z.number(),
  /** Some words around the match, on one line. */
  excerpt: z.string(),
  /** Of a search by likeness: cosine, and the embedder that says so. */
  similarity: z.number().optional(),
  by: z.string().optional(),
});
export type SearchMatch = z.infer<typeof searchMatchSchema>;

const percentiles = z.object({
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
});

const rateLimit = z.object({ limit: z.number(), remaining: z.number() }).optional();

/** How it stands at this moment. */
const momentSchema = z.object({
  /** Turns that wait to be let in; calls that wait for their model, and those under way. */
  queue: z.object({ admission: z.number(), upstream: z.number(), underWay: z.number() }),
  /** Of each model at each server that was called of late. */
  gates: z.array(
    z.object({
      model: z.string(),
      breaker: z.enum(['closed', 'open', 'half-open']),
      underWay: z.number(),
      waiting: z.number(),
      pausedMs: z.number(),
      /** What the upstream's headers said: the limit a minute, and what was left of it. */
      limits: z.object({
        requests: rateLimit,
        inputTokens: rateLimit,
        outputTokens: rateLimit,
        tokens: rateLimit,
      }),
    }),
  ),
  /** Milliseconds beyond the expected, since somebody began to look; null until measured. */
  loopDelayMs: z.object({
    p50: z.number().nullable(),
    p99: z.number().nullable(),
    max: z.number().nullable(),
  }),
  memory: z.object({ rssBytes: z.number(), heapUsedBytes: z.number() }),
  /** Questions that can be found by likeness; cached answers, and what they take. */
  index: z.object({ similar: z.number(), exact: z.number(), bytes: z.number() }),
});

export const statsSchema = z.object({
  since: z.number(),
  turns: z.number(),
  hits: z.object({ exact: z.number(), semantic: z.number() }),
  misses: z.number(),
  /** 0 to 1, of the turns that asked the cache; 0 where there were none. */
  hitRate: z.number(),
  errors: z.number(),
  errorRate: z.number(),
  tokens: usageSchema,
  costUsd: z.number(),
  /** By the cache. */
  savedUsd: z.number(),
  /** By the router, beside the baseline model; below 0 where it cost more. */
  routingSavedUsd: z.number().optional(),
  /** Milliseconds, of the latest turns; null where there were none. */
  latencyMs: percentiles,
  ttftMs: percentiles,
  upstream: z.object({ attempts: z.number(), retries: z.number() }),
  /** Dollars of the day's budget, which is new at `resetsAt`; null where none is set. */
  budget: z
    .object({ dailyUsd: z.number(), spentUsd: z.number(), resetsAt: z.number() })
    .nullable()
    .optional(),
  models: z.record(z.string(), z.object({ turns: z.number(), tokens: usageSchema, costUsd: z.number() })),
  /** How far back these figures reach. */
  window: z.enum(STATS_WINDOWS).optional(),
  /** How often turns, and upstream calls, failed with each code. */
  errorKinds: z.record(z.string(), z.number()).optional(),
  upstreamErrors: z.record(z.string(), z.number()).optional(),
  /** Turns that may have cost more than is counted: no price is known, or the upstream's last count did not come. */
  unknownCostTurns: z.number().optional(),
  /** Of whole answers, from their first token on; null where there were none. */
  outputTokensPerSecond: z.number().nullable().optional(),
  now: momentSchema.optional(),
  /** ISO date of the built-in prices, and the models that the config prices. */
  prices: z.object({ asOf: z.string(), overridden: z.array(z.string()) }).optional(),
  /** Of similar answers that were checked against the model's own, those that said something else; 0 to 1. */
  falseHitEstimate: z.object({ checked: z.number(), wrong: z.number(), rate: z.number() }).optional(),
});
export type Stats = z.infer<typeof statsSchema>;

export const cacheEntrySummarySchema = z.object({
  id: z.string(),
  tier: z.enum(['exact', 'semantic']),
  prompt: z.string(),
  model: z.string(),
  createdAt: z.number(),
  expiresAt: z.number(),
  bytes: z.number(),
  hits: z.number(),
  savedUsd: z.number(),
  lastUsedAt: z.number().optional(),
  /** It neither expires nor is evicted. */
  pinned: z.boolean().optional(),
});
export type CacheEntrySummary = z.infer<typeof cacheEntrySummarySchema>;

export const cacheStatsSchema = z.object({
  entries: z.object({ exact: z.number(), semantic: z.number() }),
  bytes: z.number(),
  maxBytes: z.number(),
  hits: z.object({ exact: z.number(), semantic: z.number() }),
  savedUsd: z.number(),
});
export type CacheStats = z.infer<typeof cacheStatsSchema>;

export const spanSchema = z.object({
  name: z.string(),
  /** Milliseconds since the trace began. */
  startMs: z.number(),
  durationMs: z.number(),
  attributes: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export type Span = z.infer<typeof spanSchema>;

export const traceSchema = z.object({
  id: z.string(),
  startedAt: z.number(),
  durationMs: z.number(),
  outcome: z.string(),
  conversationId: z.string().nullable(),
  model: z.string().nullable(),
  cache: z.enum(['miss', 'exact', 'semantic']).nullable(),
  costUsd: z.number().nullable(),
  metadata: z.record(z.string(), z.string()),
  spans: z.array(spanSchema),
});
export type Trace = z.infer<typeof traceSchema>;
export const traceSummarySchema = traceSchema.omit({ spans: true });
export type TraceSummary = z.infer<typeof traceSummarySchema>;

export const modelInfoSchema = z.object({
  id: z.string(),
  tiers: z.array(z.string()),
  maxInputTokens: z.number().nullable(),
  maxOutputTokens: z.number().nullable(),
  /** Dollars per million tokens, up to the first price step. */
  inputUsd: z.number().nullable(),
  outputUsd: z.number().nullable(),
  /** Who says so; left out where nobody does. */
  source: z.enum(['config', 'server', 'built-in']).optional(),
});
export type ModelInfo = z.infer<typeof modelInfoSchema>;

export const daemonStatusSchema = z.object({
  running: z.boolean(),
  pid: z.number(),
  version: z.string(),
  protocol: z.number(),
  uptimeMs: z.number(),
  socket: z.string(),
  url: z.string(),
  demo: z.boolean(),
  /** `id`: what finds similar questions now; `state`: how far the real model is, `detail` in words. */
  embedder: z.object({ state: z.string(), id: z.string().nullable(), detail: z.string().optional() }),
  /** Cached answers. */
  entries: z.number(),
  clients: z.number(),
  /**
   * What became of the last call to the service: `offline` where it could not be reached, `failing` where it answered
   * with an error of its own (`code`, `message`), `unknown` before the first. `at`: when it ended, ms since the epoch.
   */
  upstream: z
    .object({
      state: z.enum(['unknown', 'reachable', 'failing', 'offline']),
      at: z.number().nullable(),
      code: z.string().optional(),
      message: z.string().optional(),
    })
    .optional(),
  /** What does not work as it should, in words. */
  warnings: z.array(z.string()),
});
export type DaemonStatus = z.infer<typeof daemonStatusSchema>;

export { turnResultSchema };
