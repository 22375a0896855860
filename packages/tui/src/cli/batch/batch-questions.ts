import { createHash } from 'node:crypto';
import { JackdawError, requestSchema, type WireRequest } from '@jackdaw/core/protocol';

/** One line of a batch: a question, and what names it in the output. */
export interface BatchQuestion {
  /** From 0, by its place among the questions. */
  readonly index: number;
  /** The line's own `id`; null where it has none. */
  readonly id: string | number | null;
  /** Of everything that is asked: a later run tells by it whether an answer is to this question. */
  readonly digest: string;
  readonly request: WireRequest;
}

/** What the command line says for every question; a line's own fields win. */
export type BatchDefaults = Omit<WireRequest, 'prompt' | 'messages' | 'conversationId' | 'continue'>;

/**
 * The questions of a file: on each line a JSON string, or an object with `prompt` or `messages`, an `id` if there is one,
 * and any field of a request. Blank lines count for nothing. Nothing goes to the history: a batch is not a conversation.
 * Throws `invalid_request` that names the line, before anything is asked.
 */
export function parseBatch(name: string, text: string, defaults: BatchDefaults): readonly BatchQuestion[] {
  const questions: BatchQuestion[] = [];
  for (const [at, line] of text
    .replace(/^\uFEFF/, '')
    .split('\n')
    .entries()) {
    if (line.trim() === '') continue;
    questions.push(parseLine(`${name}, line ${at + 1}`, line, questions.length, defaults));
  }
  if (questions.length > 0) return questions;
  throw new JackdawError('invalid_request', `${name} has no questions: one a line is expected, as JSON.`);
}

function parseLine(place: string, line: string, index: number, defaults: BatchDefaults): BatchQuestion {
  const value = parseJson(place, line);
  if (typeof value !== 'string' && !isRecord(value))
    throw wrong(place, 'a JSON string, or an object with `prompt`, is expected');
  const { id = null, prompt, ...fields } = typeof value === 'string' ? { prompt: value } : value;
  if (id !== null && typeof id !== 'string' && typeof id !== 'number')
    throw wrong(place, '`id` is a string or a number');
  // As messages, so that the caller keeps the conversation; a blank prompt is told as one.
  const asked =
    typeof prompt === 'string' && /\S/.test(prompt)
      ? { messages: [{ role: 'user', content: prompt }] }
      : { prompt };
  const parsed = requestSchema.safeParse({
    ...defaults,
    ...(prompt === undefined ? {} : asked),
    ...fields,
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const at = issue === undefined || issue.path.length === 0 ? '' : ` (at ${issue.path.join('.')})`;
    throw wrong(place, `${issue?.message ?? 'not a request'}${at}`);
  }
  const request = parsed.data;
  if (request.conversationId !== undefined)
    throw wrong(place, 'a batch belongs to no conversation; leave `conversationId` out');
  const digest = createHash('sha256')
    .update(JSON.stringify([id, request]))
    .digest('hex')
    .slice(0, 16);
  return { index, id, digest, request };
}

function parseJson(place: string, line: string): unknown {
  try {
    return JSON.parse(line);
  } catch (error) {
    throw wrong(place, `not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function wrong(place: string, problem: string): JackdawError {
  return new JackdawError('invalid_request', `${place}: ${problem}. Nothing has been asked.`);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
