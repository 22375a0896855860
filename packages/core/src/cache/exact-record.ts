import { z } from 'zod';
import type { JsonValue } from '../store/index.ts';
import type { Answer } from '../turn/answer.ts';
import type { ChatRequest } from '../turn/chat-request.ts';
import { textOf } from '../turn/message.ts';

/** Characters of the question that are kept for people to read; the key already holds all of it. */
const QUESTION_LENGTH = 2000;

/** Room for the counters that change after the size was taken. */
const COUNTER_BYTES = 64;

const count = z.number().int().nonnegative();

const usage = z.object({
  input: count,
  output: count,
  cacheRead: count,
  cacheWrite5m: count,
  cacheWrite1h: count,
});

const answer = z.object({
  id: z.string(),
  text: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })),
  data: z.unknown().optional(),
  message: z.looseObject({}).optional(),
  model: z.string(),
  stopReason: z.string(),
  usage: usage.nullable(),
  costUsd: z.number().nullable(),
  latencyMs: z.number(),
  ttftMs: z.number().nullable(),
  createdAt: z.number(),
});

const exactRecord = z.object({
  key: z.string(),
  /** The last message's text, for lists; may be cut. */
  question: z.string(),
  answer,
  /** Milliseconds since the epoch. */
  createdAt: z.number(),
  expiresAt: z.number(),
  lastUsedAt: z.number(),
  /** What the record takes in the store, near enough: its key and its JSON text. */
  bytes: z.number().positive(),
  hits: count,
  /** Kept until somebody says otherwise: it neither expires nor makes room. */
  pinned: z.boolean().optional(),
});

/** One entry of the exact cache. */
export type ExactEntry = Readonly<z.infer<typeof exactRecord>>;

/** Whether an entry's time is over at `now`, in milliseconds since the epoch; never that of a pinned one. */
export function isExpired(
  { pinned, expiresAt }: Pick<ExactEntry, 'pinned' | 'expiresAt'>,
  now: number,
): boolean {
  return pinned !== true && expiresAt <= now;
}

/** Null where the record is damaged, from another version, or not the one that `key` names. */
export function readExactEntry(key: string, value: JsonValue): ExactEntry | null {
  const parsed = exactRecord.safeParse(value);
  return parsed.success && parsed.data.key === key ? parsed.data : null;
}

/** A new entry as it goes into the store, spelled out, with its size. Throws where the answer holds what JSON cannot express. */
export function newExactEntry(
  key: string,
  request: ChatRequest,
  answer: Answer,
  life: { readonly now: number; readonly ttlMs: number },
): { readonly json: string; readonly bytes: number } {
  const json = JSON.stringify({
    key,
    question: questionOf(request),
    answer,
    createdAt: life.now,
    expiresAt: life.now + life.ttlMs,
    lastUsedAt: life.now,
    hits: 0,
  });
  const bytes = Buffer.byteLength(json) + key.length + COUNTER_BYTES;
  return { json: withField(json, 'bytes', bytes), bytes };
}

/** The JSON text of an entry, pinned. */
export function pinnedJson(json: string): string {
  return withField(json, 'pinned', true);
}

/** One field more in the JSON text of an object that has some. */
function withField(json: string, name: string, value: JsonValue): string {
  return `${json.slice(0, -1)},"${name}":${JSON.stringify(value)}}`;
}

function questionOf({ messages }: ChatRequest): string {
  const text = textOf(messages.at(-1)?.content ?? '').trim();
  return text.length <= QUESTION_LENGTH ? text : `${text.slice(0, QUESTION_LENGTH - 1).toWellFormed()}…`;
}
