import type { IncomingHttpHeaders } from 'node:http';
import { JackdawError, type ContentBlock, type Message, type PassageRequest } from '@jackdaw/core';
import { CACHE_MODES } from '@jackdaw/core/protocol';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { forwardedHeaders, hopsOf, keyHeaderOf } from './forwarded-headers.ts';
import { parseJson } from './parse-json.ts';

const content = z.union([z.string(), z.array(z.looseObject({ type: z.string() }))]);

/** What has to be understood of a request; all the rest is the upstream's to judge. */
const bodySchema = z.looseObject({
  model: z.string().min(1).max(256),
  messages: z.array(z.looseObject({ role: z.string(), content })).min(1),
  system: content.optional(),
  tools: z.array(z.looseObject({})).optional(),
  max_tokens: z.number().optional(),
  stream: z.boolean().optional(),
});

type Body = z.infer<typeof bodySchema>;

const SEMANTIC_WISHES = ['serve', 'off'] as const;

/** A request of the Messages API, from the headers and the body as they came. Throws `invalid_request` that names the place. */
export function readPassage(headers: IncomingHttpHeaders, text: string): PassageRequest {
  const hops = hopsOf(headers);
  const body = readBody(parseJson(text));
  const { model, messages, system = null, tools = [], max_tokens: maxTokens = null, stream = false } = body;
  const wishes = readWishes(headers);
  return {
    passage: {
      body,
      text,
      headers: forwardedHeaders(headers),
      keyHeader: keyHeaderOf(headers),
      hops,
      stream,
    },
    model,
    messages: messages.map(toMessage),
    system,
    tools,
    maxTokens,
    cacheMode: wishes.mode,
    // An answer that calls tools is right for the very same request alone.
    semantic: tools.length === 0 ? wishes.semantic : 'off',
  };
}

/** The schema makes a copy of all that it takes, so it is asked only where something is wrong, for the place and the words. */
function readBody(value: unknown): Body {
  if (isBody(value)) return value;
  const read = bodySchema.safeParse(value);
  if (!read.success) throw new JackdawError('invalid_request', `${describeIssues(read.error)}.`);
  return read.data;
}

/** What `bodySchema` takes. */
function isBody(value: unknown): value is Body {
  if (!isObject(value)) return false;
  const { model, messages, system, tools, max_tokens: maxTokens, stream } = value;
  return (
    typeof model === 'string' &&
    model.length >= 1 &&
    model.length <= 256 &&
    Array.isArray(messages) &&
    messages.length >= 1 &&
    messages.every(isMessage) &&
    (system === undefined || isContent(system)) &&
    (tools === undefined || (Array.isArray(tools) && tools.every(isObject))) &&
    (maxTokens === undefined || Number.isFinite(maxTokens)) &&
    (stream === undefined || typeof stream === 'boolean')
  );
}

function isMessage(value: unknown): boolean {
  return isObject(value) && typeof value['role'] === 'string' && isContent(value['content']);
}

function isContent(value: unknown): value is string | ContentBlock[] {
  return typeof value === 'string' || (Array.isArray(value) && value.every(isBlock));
}

function isBlock(value: unknown): boolean {
  return isObject(value) && typeof value['type'] === 'string';
}

function isObject(value: unknown): value is { readonly [field: string]: unknown } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function readWishes({ 'x-jackdaw-cache': mode, 'x-jackdaw-semantic': semantic }: IncomingHttpHeaders) {
  return {
    mode: mode === undefined ? null : readWish('x-jackdaw-cache', CACHE_MODES, mode),
    semantic: semantic === undefined ? 'off' : readWish('x-jackdaw-semantic', SEMANTIC_WISHES, semantic),
  };
}

/** Roles that are not yet invented are read as the user's. */
function toMessage({ role, content }: { role: string; content: Message['content'] }): Message {
  return { role: role === 'assistant' ? 'assistant' : 'user', content };
}

function readWish<Wish extends string>(name: string, known: readonly Wish[], said: string | string[]): Wish {
  const wish = known.find((one) => one === said);
  if (wish !== undefined) return wish;
  throw new JackdawError('invalid_request', `The header ${name} is one of ${known.join(', ')}.`);
}
