import { z } from 'zod';
import {
  cacheEntrySummarySchema,
  cacheStatsSchema,
  conversationSchema,
  conversationSummarySchema,
  daemonStatusSchema,
  historyMessageSchema,
  importedConversationSchema,
  modelInfoSchema,
  searchMatchSchema,
  statsSchema,
  traceSchema,
  traceSummarySchema,
  turnResultSchema,
} from './records.ts';
import { LEDGER_ROWS, ledgerRowSchema, ledgerSummarySchema } from './ledger-schema.ts';
import { STATS_WINDOWS } from '../metrics/window-name.ts';
import { SERIES_RANGES, seriesSchema } from './series-schema.ts';
import { turnEstimateSchema } from './turn-estimate-schema.ts';
import { chatEventSchema, compactOutcomeSchema } from './event-schema.ts';
import { LIMITS } from './limits.ts';
import { requestSchema } from './request-schema.ts';

const nothing = z.strictObject({});
const done = z.object({});
const id = z.string().min(1).max(100);
const pointInTime = z.number().min(0).max(LIMITS.maxTime);
const page = { limit: z.number().int().min(1).max(1000).optional(), cursor: z.string().max(200).optional() };

/**
 * Credentials of the caller's own environment, so that a daemon that has run for days does not answer with a stale
 * key. Used for this connection's turns alone, kept in memory alone.
 */
export const environmentSchema = z.strictObject({
  apiKey: z.string().max(1000).optional(),
  baseUrl: z.string().max(2000).optional(),
  demo: z.boolean().optional(),
});
export type ClientEnvironment = z.infer<typeof environmentSchema>;

export const EXPORT_FORMATS = ['json', 'markdown', 'html'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Every method of the socket with the shape of its parameters and of its result. PROTOCOL.md has it in words. */
export const METHODS = {
  hello: {
    params: z.strictObject({
      protocol: z.number().int(),
      token: z.string().max(200).optional(),
      /** Who calls, for the ledger; a plain string is the name. */
      client: z
        .union([
          z.string().max(100),
          z.looseObject({ name: z.string().max(100), version: z.string().max(50).optional() }),
        ])
        .optional(),
      environment: environmentSchema.optional(),
    }),
    result: z.object({
      protocol: z.number(),
      version: z.string(),
      pid: z.number(),
      demo: z.boolean(),
      /** False where a turn would fail with `credentials_missing`. */
      credentials: z.boolean(),
    }),
  },
  'turn.start': {
    params: z.strictObject({ request: requestSchema }),
    result: z.object({ turnId: z.string(), conversationId: z.string().nullable(), traceId: z.string() }),
  },
  'turn.attach': {
    params: z.strictObject({ turnId: id, from: z.number().int().min(0).optional() }),
    result: z.object({ turnId: z.string() }),
  },
  'turn.detach': { params: z.strictObject({ turnId: id }), result: done },
  'turn.cancel': { params: z.strictObject({ turnId: id }), result: z.object({ cancelled: z.boolean() }) },
  ask: { params: z.strictObject({ request: requestSchema }), result: turnResultSchema },
  /** What the question would do if it were asked now; nothing is asked or kept. */
  'turn.estimate': { params: z.strictObject({ request: requestSchema }), result: turnEstimateSchema },
  'history.list': {
    params: z.strictObject({ ...page, deleted: z.boolean().optional() }),
    result: z.object({ conversations: z.array(conversationSummarySchema), cursor: z.string().nullable() }),
  },
  /** `last`: so many messages from the end at least, whole exchanges; all of them without it. */
  'history.get': {
    params: z.strictObject({ id, last: z.number().int().min(1).max(LIMITS.maxMessages).optional() }),
    result: conversationSchema,
  },
  'history.search': {
    /** `text`: messages with all these words. `similar`: questions that are like this one. */
    params: z.strictObject({
      query: z.string().min(1).max(1000),
      mode: z.enum(['text', 'similar']).optional(),
      limit: page.limit,
    }),
    result: z.object({ matches: z.array(searchMatchSchema) }),
  },
  'history.export': {
    params: z.strictObject({ id, format: z.enum(EXPORT_FORMATS).optional() }),
    result: z.object({ text: z.string() }),
  },
  'history.import': {
    params: z.strictObject({ conversation: importedConversationSchema }),
    result: z.object({ id: z.string() }),
  },
  /** A summary takes the place of the older messages in what is sent; they stay in the history. */
  'history.compact': { params: z.strictObject({ id }), result: compactOutcomeSchema },
  /** A new conversation that begins with the first `at` messages; every answer to them comes along. */
  'history.fork': {
    params: z.strictObject({
      id,
      at: z
        .number()
        .int()
        .min(0)
        .max(2 * LIMITS.maxTurns),
    }),
    result: z.object({ id: z.string() }),
  },
  /** Which of the answers to the last question counts from now on: it is shown, and sent with what is asked next. */
  'history.choose': {
    params: z.strictObject({
      id,
      variant: z
        .number()
        .int()
        .min(1)
        .max(LIMITS.maxVariants + 1),
    }),
    result: z.object({ message: historyMessageSchema }),
  },
  /** The system prompt that later questions get; null for none. */
  'history.system': {
    params: z.strictObject({ id, system: z.string().regex(/\S/).nullable() }),
    result: done,
  },
  'history.rename': { params: z.strictObject({ id, title: z.string().min(1).max(200) }), result: done },
  'history.delete': { params: z.strictObject({ id }), result: done },
  'history.restore': { params: z.strictObject({ id }), result: done },
  'cache.stats': { params: nothing, result: cacheStatsSchema },
  'cache.list': {
    params: z.strictObject(page),
    result: z.object({ entries: z.array(cacheEntrySummarySchema), cursor: z.string().nullable() }),
  },
  'cache.get': {
    params: z.strictObject({ id }),
    result: cacheEntrySummarySchema.extend({ text: z.string() }),
  },
  /** Kept until it is let go: it neither expires nor is evicted. Without `pinned` it is pinned. */
  'cache.pin': {
    params: z.strictObject({ id, pinned: z.boolean().optional() }),
    result: z.object({ pinned: z.boolean() }),
  },
  /** Other entries whose questions are like this one's, the likest first. */
  'cache.neighbours': {
    params: z.strictObject({ id, limit: z.number().int().min(1).max(50).optional() }),
    result: z.object({
      neighbours: z.array(z.object({ id: z.string(), prompt: z.string(), similarity: z.number() })),
      /** The embedder that says so. */
      by: z.string(),
    }),
  },
  'cache.delete': { params: z.strictObject({ id }), result: z.object({ deleted: z.boolean() }) },
  'cache.clear': { params: nothing, result: z.object({ deleted: z.number() }) },
  'cache.feedback': {
    params: z.strictObject({
      entryId: id,
      verdict: z.enum(['wrong', 'right']),
      /** Of a hit of the semantic tier: its entry and how alike the questions were. */
      semanticId: z.number().int().optional(),
      similarity: z.number().optional(),
    }),
    result: done,
  },
  'metrics.get': {
    params: z.strictObject({ window: z.enum(STATS_WINDOWS).optional() }),
    result: statsSchema,
  },
  /** Figures over time, for charts. `since`: the steps that ended after it alone, for who has the others. */
  'metrics.series': {
    params: z.strictObject({ range: z.enum(SERIES_RANGES).optional(), since: pointInTime.optional() }),
    result: seriesSchema,
  },
  'metrics.subscribe': { params: nothing, result: statsSchema },
  /** Of whole days, from the one of `since` on; of all time without it. */
  'ledger.summary': {
    params: z.strictObject({ since: pointInTime.optional() }),
    result: ledgerSummarySchema,
  },
  /** A page of the ledger, oldest first; `cursor` is null with the last. */
  'ledger.export': {
    params: z.strictObject({ ...page, by: z.enum(LEDGER_ROWS).optional(), since: pointInTime.optional() }),
    result: z.object({ rows: z.array(ledgerRowSchema), cursor: z.string().nullable() }),
  },
  'trace.list': {
    params: z.strictObject({ limit: page.limit }),
    result: z.object({ traces: z.array(traceSummarySchema) }),
  },
  'trace.get': { params: z.strictObject({ id }), result: traceSchema },
  'models.list': { params: nothing, result: z.object({ models: z.array(modelInfoSchema) }) },
  status: { params: nothing, result: daemonStatusSchema },
  shutdown: { params: nothing, result: done },
} as const;

export type MethodName = keyof typeof METHODS;
export type ParamsOf<M extends MethodName> = z.input<(typeof METHODS)[M]['params']>;
export type ResultOf<M extends MethodName> = z.output<(typeof METHODS)[M]['result']>;

export function isMethodName(name: string): name is MethodName {
  return Object.hasOwn(METHODS, name);
}

/** What the daemon sends unasked. */
export const NOTIFICATIONS = {
  'turn.event': z.object({ turnId: z.string(), seq: z.number().int(), event: chatEventSchema }),
  'metrics.update': statsSchema,
} as const;
export type NotificationName = keyof typeof NOTIFICATIONS;
export type NotificationOf<N extends NotificationName> = z.output<(typeof NOTIFICATIONS)[N]>;
