import { APIError } from '@anthropic-ai/sdk';
import { isObject } from './json-object.ts';
import { serverSentEvents, type ServerSentEvent } from './server-sent-events.ts';

/** Events that an answer is made of: one that cannot be read leaves a hole in it. */
const OF_AN_ANSWER = new Set([
  'message_start',
  'content_block_start',
  'content_block_delta',
  'content_block_stop',
  'message_delta',
  'message_stop',
]);

/**
 * The parsed events of a streamed answer. The SDK's own iterator drops events without an `event:` line, as some
 * servers send them, and ends in silence where it should not; so it is not used.
 * Throws `APIError` on an `error` event, `SyntaxError` on one that belongs to an answer and cannot be read. What
 * nobody knows passes.
 */
export async function* readEvents({ body, headers }: Response): AsyncGenerator<unknown, void, void> {
  if (body === null) return;
  for await (const event of serverSentEvents(body)) {
    const parsed = readEvent(event, () => headers);
    if (parsed !== undefined) yield parsed;
  }
}

/** One event, parsed; undefined for what is no part of an answer. Throws as `readEvents` does, with the response's headers. */
export function readEvent(event: ServerSentEvent, headers: () => Headers): unknown {
  const parsed = parse(event);
  if (event.event === 'error' || typeOf(parsed) === 'error') throw apiError(parsed, headers());
  return parsed;
}

/** Undefined for what is no part of an answer. */
function parse({ event, data }: ServerSentEvent): unknown {
  if (event === null) return data === '' || data.trim() === '[DONE]' ? undefined : JSON.parse(data);
  if (event === 'ping') {
    ensureNoPart(data);
    return undefined;
  }
  if (data === '' && !OF_AN_ANSWER.has(event)) return undefined;
  const parsed: unknown = JSON.parse(data);
  if (OF_AN_ANSWER.has(event) && typeOf(parsed) !== event) {
    throw new SyntaxError(`The event ${event} does not hold what its name says.`);
  }
  return parsed;
}

/** A ping may hold anything, but not what was meant to be part of the answer. */
function ensureNoPart(data: string): void {
  if (!data.includes('_')) return;
  const type = typeOf(JSON.parse(data));
  if (typeof type === 'string' && OF_AN_ANSWER.has(type)) throw new SyntaxError(`A ping holds a ${type}.`);
}

function typeOf(parsed: unknown): unknown {
  return isObject(parsed) ? parsed['type'] : undefined;
}

function apiError(body: unknown, headers: Headers): APIError {
  return new APIError(undefined, isObject(body) ? body : undefined, undefined, headers);
}
