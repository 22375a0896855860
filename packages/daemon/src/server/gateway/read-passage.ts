import type { IncomingHttpHeaders } from 'node:http';
import { JackdawError, type Message, type PassageRequest } from '@jackdaw/core';
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

const modeSchema = z.enum(CACHE_MODES).nullable();
const semanticSchema = z.enum(['serve', 'off']);

/** A request of the Messages API, from the headers and the body as they came. Throws `invalid_request` that names the place. */
export function readPassage(headers: IncomingHttpHeaders, text: string): PassageRequest {
  const hops = hopsOf(headers);
  const body = parseJson(text);
  const read = bodySchema.safeParse(body);
  if (!read.success) throw new JackdawError('invalid_request', `${describeIssues(read.error)}.`);
  const {
    model,
    messages,
    system = null,
    tools = [],
    max_tokens: maxTokens = null,
    stream = false,
  } = read.data;
  const wishes = readWishes(headers);
  return {
    passage: {
      body: read.data,
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

function readWishes(headers: IncomingHttpHeaders) {
  const mode = modeSchema.safeParse(headers['x-jackdaw-cache'] ?? null);
  if (!mode.success) throw unknownWish('x-jackdaw-cache', CACHE_MODES);
  const semantic = semanticSchema.safeParse(headers['x-jackdaw-semantic'] ?? 'off');
  if (!semantic.success) throw unknownWish('x-jackdaw-semantic', ['serve', 'off']);
  return { mode: mode.data, semantic: semantic.data };
}

/** Roles that are not yet invented are read as the user's. */
function toMessage({ role, content }: { role: string; content: Message['content'] }): Message {
  return { role: role === 'assistant' ? 'assistant' : 'user', content };
}

function unknownWish(name: string, known: readonly string[]): JackdawError {
  return new JackdawError('invalid_request', `The header ${name} is one of ${known.join(', ')}.`);
}
