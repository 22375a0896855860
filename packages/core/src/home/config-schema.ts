import { z } from 'zod';
import { JUDGE_MODES } from '../semantic/judge/when-to-judge.ts';
import { ATTACHMENT_CONDITIONS } from '../router/route-rule.ts';
import { TIERS } from '../router/tier.ts';
import { TASK_TYPES } from '../router/task-type.ts';
import { SEMANTIC_MODES } from '../turn/chat-request.ts';
import { CONTEXT_POLICIES } from '../turn/context-policy.ts';
import { TITLE_SOURCES } from '../turn/title-policy.ts';
import { THINKING_MODES } from '../turn/thinking-mode.ts';
import { PROMPT_CACHING_MODES } from '../turn/prompt-caching.ts';
import { BACKGROUNDS, MOTIONS, THEMES } from './appearance.ts';
import { SEMCONV_VERSIONS } from './semconv-version.ts';
import { durationSchema, sizeSchema } from './units.ts';

const dollarsPerMillion = z.number().min(0);

const ruleSchema = z.strictObject({
  task: z.union([z.enum(TASK_TYPES), z.array(z.enum(TASK_TYPES)).min(1)]).optional(),
  contextUnder: z.number().int().min(1).optional(),
  contextOver: z.number().int().min(0).optional(),
  attachment: z.enum(ATTACHMENT_CONDITIONS).optional(),
  schema: z.boolean().optional(),
  tools: z.boolean().optional(),
  turnsUnder: z.number().int().min(1).optional(),
  turnsOver: z.number().int().min(0).optional(),
  tier: z.enum(TIERS),
});

/** `config.json`. Everything has a default; an unknown name is an error, so that a typo does not go unnoticed. */
export const configSchema = z.strictObject({
  /** Address of a server that speaks the Messages API. `ANTHROPIC_BASE_URL` wins. */
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** How the key is sent: local servers differ. */
  auth: z.enum(['bearer', 'x-api-key', 'both']).default('bearer'),
  /** `auto`, a tier, or a model's id. */
  model: z.string().min(1).default('auto'),
  /** Most tokens of an answer, where the request does not say. */
  maxTokens: z.number().int().min(1).max(128_000).default(16_000),
  /** Whether models think before they answer, where the request does not say; not for callers that bring `messages`. */
  thinking: z.enum(THINKING_MODES).default('auto'),
  preset: z.enum(['current', 'mission']).default('current'),
  /** Models of the tiers, over the preset's. */
  tiers: z.partialRecord(z.enum(TIERS), z.string().min(1)).default({}),
  /** Replaces the routing rules; first match wins, `balanced` where none does. */
  rules: z.array(ruleSchema).nullable().default(null),
  /** Whether long conversations are kept in the upstream's prompt cache: `auto` asks only servers that are known to have one. */
  promptCaching: z.enum(PROMPT_CACHING_MODES).default('auto'),
  /** What becomes of a conversation that fills its model's window. */
  context: z
    .strictObject({
      /** `compact` has older turns summarised; `refuse` fails with `context_exceeded`. Nothing is ever just left out. */
      policy: z.enum(CONTEXT_POLICIES).default('compact'),
      /** Share of the window that prompt and longest answer may take before older turns are summarised. */
      at: z.number().min(0.1).max(1).default(0.8),
      /** The last exchanges that stay word for word, at most. */
      keep: z.number().int().min(0).max(100).default(4),
    })
    .prefault({}),
  /** A new conversation's title: the first words of its question, or the fast model's, asked in the background when the first answer is there. */
  titles: z.enum(TITLE_SOURCES).default('words'),
  /** Tokens of a model's window, by its exact id: for models that are not built in, or are served with less. */
  windows: z.record(z.string(), z.number().int().min(1_000)).default({}),
  /** What the router's savings are counted against: a tier or a model's id. */
  baseline: z.string().min(1).default('capable'),
  cache: z
    .strictObject({
      enabled: z.boolean().default(true),
      ttl: durationSchema.default('7d'),
      maxSize: sizeSchema.default('1GiB'),
      /** What becomes of answers to similar questions, where a request does not say: served, offered, or left alone. */
      semantic: z.enum(SEMANTIC_MODES).default('serve'),
      /** Questions that can be found by likeness; above, the oldest go. */
      maxSimilar: z.number().int().min(1).max(10_000_000).default(1_000_000),
      /**
       * Where likeness leaves it open, the fast model is asked whether an earlier answer serves. It costs, so it is off;
       * `background` never delays a turn, `auto` asks first where the model costs or takes far more.
       */
      judge: z.enum(JUDGE_MODES).default('off'),
      /** Judgements and checks in any minute. */
      judgePerMinute: z.number().int().min(1).max(1000).default(20),
      /** Of the similar answers that are served, so many (0 to 1) are checked against the model's own. It costs. */
      shadowShare: z.number().min(0).max(1).default(0),
    })
    .prefault({}),
  /** The model that tells which questions are alike; without it words alone do. */
  embedder: z
    .strictObject({
      enabled: z.boolean().default(true),
      /** A folder that has the model's files; looked into before anything is fetched. */
      folder: z.string().nullable().default(null),
      /** Whether the model may be fetched (23 MB, once). */
      download: z.boolean().default(true),
      /** Where from, instead of the hub; checksums are pinned. */
      url: z
        .url({ protocol: /^https?$/ })
        .nullable()
        .default(null),
      /** Without questions for so long, the model leaves the memory. */
      idle: durationSchema.default('10m'),
    })
    .prefault({}),
  limits: z
    .strictObject({
      requestsPerSecond: z.number().positive().default(50),
      burst: z.number().int().min(1).default(200),
      maxConcurrent: z.number().int().min(1).default(64),
      maxQueue: z.number().int().min(0).default(1000),
    })
    .prefault({}),
  budget: z
    .strictObject({
      /** Dollars a day, from midnight to midnight; calls beyond are refused. Null: no limit. */
      daily: z.number().positive().nullable().default(null),
    })
    .prefault({}),
  retry: z
    .strictObject({
      maxAttempts: z.number().int().min(1).max(20).default(5),
      base: durationSchema.default('500ms'),
      cap: durationSchema.default('8s'),
      maxRetryAfter: durationSchema.default('60s'),
    })
    .prefault({}),
  /** How many traces are kept: the latest, and beside them the latest of failed turns. */
  traces: z
    .strictObject({
      keep: z.number().int().min(1).max(1_000_000).default(2000),
      keepErrors: z.number().int().min(1).max(1_000_000).default(1000),
    })
    .prefault({}),
  timeouts: z
    .strictObject({
      /** Until the response's headers. */
      connect: durationSchema.default('60s'),
      /** Between two bytes of a response. */
      stall: durationSchema.default('90s'),
      /** How long a turn goes on when its last reader has left. */
      linger: durationSchema.default('30s'),
    })
    .prefault({}),
  daemon: z
    .strictObject({
      /** TCP port on 127.0.0.1; 0 takes a free one. */
      port: z.number().int().min(0).max(65_535).default(0),
      /** How long a daemon that was started by itself stays without clients. */
      idle: durationSchema.default('15m'),
      /** `Origin` headers that may connect; none by default. */
      allowedOrigins: z.array(z.string()).default([]),
      logLevel: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
      /** Whether the log has a line for each turn with its question and answer. */
      logContent: z.boolean().default(false),
    })
    .prefault({}),
  /** What goes to a collector of OpenTelemetry, where `OTEL_EXPORTER_OTLP_ENDPOINT` names one. */
  telemetry: z
    .strictObject({
      /** Whether questions and answers go along. */
      content: z.boolean().default(false),
      /** Traces a second that go out at most, for long; of more turns, some go without. */
      tracesPerSecond: z.number().positive().default(10),
      /** The names of the GenAI conventions; null leaves it to `OTEL_SEMCONV_STABILITY_OPT_IN`, and that to `v1.36`. */
      semconv: z.enum(SEMCONV_VERSIONS).nullable().default(null),
    })
    .prefault({}),
  models: z
    .strictObject({
      /** Whether the server is asked which models it has and how much they read, now and then. */
      refresh: z.boolean().default(true),
    })
    .prefault({}),
  /** The chat's keys, by the binding's name: one, several, or none. The chat checks them; see its key table. */
  keys: z.record(z.string(), z.union([z.string(), z.array(z.string()).max(8)])).default({}),
  /** The chat's colours. */
  theme: z.enum(THEMES).default('dusk'),
  /** What the terminal's text stands on. */
  background: z.enum(BACKGROUNDS).default('auto'),
  /** How much moves on the screen. `JACKDAW_MOTION` wins. */
  motion: z.enum(MOTIONS).default('full'),
  /** Dollars per million tokens, over the built-in table. */
  prices: z
    .record(
      z.string(),
      z.strictObject({
        input: dollarsPerMillion,
        output: dollarsPerMillion,
        cacheRead: dollarsPerMillion,
        cacheWrite5m: dollarsPerMillion,
        cacheWrite1h: dollarsPerMillion,
      }),
    )
    .default({}),
});

export type Config = z.output<typeof configSchema>;
