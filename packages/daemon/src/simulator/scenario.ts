import { z } from 'zod';

/** One content block of a scripted answer. */
const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('text'),
    text: z.string(),
    /** Sends `text` this many times, one delta each: a huge answer without a huge script. */
    repeat: z.int().positive().optional(),
    /** Sends `text` as one delta instead of word by word. */
    whole: z.boolean().optional(),
  }),
  z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string().optional() }),
  z.strictObject({
    type: z.literal('tool_use'),
    name: z.string(),
    /** Left out: a value that fits the tool's `input_schema` in the request. */
    input: z.unknown().optional(),
    id: z.string().optional(),
    /** Streams this text instead of the input's JSON, so that it can be malformed. */
    json: z.string().optional(),
  }),
  z.strictObject({
    type: z.literal('server_tool_use'),
    name: z.enum(['web_search', 'web_fetch', 'code_execution']),
    input: z.unknown(),
  }),
]);

/** Answers that depend on the request, so a script cannot spell them out. */
export const answerKinds = [
  'default',
  'structured-malformed',
  'structured-repairable',
  'structured-schema-invalid',
  'structured-cut',
] as const;

const milliseconds = z.number().nonnegative();

const betweenTokensSchema = z.union([
  milliseconds,
  z.strictObject({ medianMs: milliseconds, sigma: z.number().nonnegative() }),
  /** A recorded trace; starts over when it is used up. */
  z.strictObject({ traceMs: z.array(milliseconds).min(1) }),
]);

const timingSchema = z.strictObject({
  /** From the end of the request to the response headers. */
  toHeadersMs: milliseconds.optional(),
  /** From `message_start` to the first delta. */
  toFirstTokenMs: milliseconds.optional(),
  betweenTokensMs: betweenTokensSchema.optional(),
  /** While waiting, a `ping` event after each such time. */
  pingEveryMs: z.number().positive().optional(),
});

const wireSchema = z.strictObject({
  /**
   * What one write carries: an event (default), a byte, 1 to 64 bytes by chance, an event but cut inside each
   * character of several bytes, or many events.
   */
  chunk: z.enum(['event', 'byte', 'random', 'split-utf8', 'coalesced']).optional(),
  /** Waits this long after each write. */
  everyMs: milliseconds.optional(),
  lineEnd: z.enum(['lf', 'crlf']).optional(),
  /** `false` leaves the `event:` lines out, as some compatible servers do. */
  eventLines: z.boolean().optional(),
  /** A last `data:` line without an event, such as `[DONE]`. */
  trailer: z.string().optional(),
});

const faultSchema = z.strictObject({
  kind: z.enum([
    'reset',
    'fin',
    'stall',
    'clean-end',
    'error-event',
    'bad-json',
    'missing-message-stop',
    'html',
  ]),
  /**
   * Where: before the body was read, before the headers, in place of the event with this number (from 0, timed
   * pings not counted), or after this many bytes of the body. Default: event 4, so two deltas were seen. An answer
   * that is over before this place is not struck, and the journal calls it complete.
   */
  at: z
    .union([
      z.enum(['accept', 'headers']),
      z.strictObject({ event: z.int().nonnegative() }),
      z.strictObject({ byte: z.int().nonnegative() }),
    ])
    .optional(),
  /** For `stall`: goes on after this time instead of never. */
  forMs: milliseconds.optional(),
  /** For `error-event`. Default: overloaded_error. */
  errorType: z.string().optional(),
  message: z.string().optional(),
});

export const limitsSchema = z.strictObject({
  requestsPerMinute: z.number().positive(),
  inputTokensPerMinute: z.number().positive(),
  outputTokensPerMinute: z.number().positive(),
});

const count = z.int().nonnegative();

const usageSchema = z.strictObject({
  inputTokens: count.optional(),
  outputTokens: count.optional(),
  cacheReadTokens: count.optional(),
  cacheWrite5mTokens: count.optional(),
  cacheWrite1hTokens: count.optional(),
});

/** One step of a script as it comes over the admin port. Every part has a default; `{}` is an ordinary answer. */
export const stepSchema = z.strictObject({
  /** Starts from this scenario's step (its last one, if it has several); what is given here replaces its parts. */
  scenario: z.string().optional(),
  /** How many attempts this step serves. Default: 1. */
  times: z.union([z.int().positive(), z.literal('forever')]).optional(),

  status: z.int().min(200).max(599).optional(),
  headers: z.record(z.string(), z.string()).optional(),
  /** `retry-after` as an HTTP date this far ahead of the simulator's clock. */
  retryAfterDateMs: z.number().optional(),
  /** The response body as it is, instead of a message or an error object. */
  body: z.string().optional(),
  error: z
    .strictObject({ type: z.string(), message: z.string().optional(), code: z.string().optional() })
    .optional(),

  answer: z.enum(answerKinds).optional(),
  blocks: z.array(blockSchema).optional(),
  stopReason: z
    .enum([
      'end_turn',
      'max_tokens',
      'stop_sequence',
      'tool_use',
      'pause_turn',
      'refusal',
      'model_context_window_exceeded',
    ])
    .optional(),
  stopSequence: z.string().optional(),
  refusal: z
    .strictObject({
      category: z.enum(['cyber', 'bio', 'frontier_llm', 'reasoning_extraction', 'general_harms']).nullable(),
      explanation: z.string().nullable(),
    })
    .optional(),
  /** Replaces parts of the counted usage. */
  usage: usageSchema.optional(),
  /** Leaves `usage` out of `message_delta`, as some compatible servers do. */
  omitDeltaUsage: z.boolean().optional(),
  /** Leaves the last `content_block_stop` out, as a cut at `max_tokens` may. */
  omitBlockStop: z.boolean().optional(),
  /** Events of any shape, each before the event with number `before`. */
  extraEvents: z.array(z.strictObject({ before: count, event: z.string(), data: z.unknown() })).optional(),

  timing: timingSchema.optional(),
  wire: wireSchema.optional(),
  fault: faultSchema.optional(),
  /** Token buckets for this key, from this step on. */
  limits: limitsSchema.optional(),
});

export type Step = z.infer<typeof stepSchema>;
export type Block = z.infer<typeof blockSchema>;
export type AnswerKind = (typeof answerKinds)[number];
export type Timing = z.infer<typeof timingSchema>;
export type Wire = z.infer<typeof wireSchema>;
export type Fault = z.infer<typeof faultSchema>;
export type Limits = z.infer<typeof limitsSchema>;
export type UsageOverride = z.infer<typeof usageSchema>;

/** A step, or the id of a scenario, which stands for all of its steps: `'529'`, `'reset-mid:3'`. */
export type ScriptItem = Step | string;

export const scriptSchema = z.array(z.union([z.string(), stepSchema]));

/** An entry of the catalogue. */
export interface Scenario {
  readonly id: string;
  /** One line for a person: what it does. */
  readonly about: string;
  /** What the number after a colon means (`529-then-ok:3`), where the scenario takes one. */
  readonly parameter?: string;
  /** The attempts, in order. `parameter` is the number after the colon. */
  readonly steps: (parameter: number | undefined) => readonly Step[];
}
