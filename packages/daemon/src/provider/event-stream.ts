import { APIError } from '@anthropic-ai/sdk';
import { Stream } from '@anthropic-ai/sdk/streaming';
import { isObject } from './json-object.ts';

/**
 * The parsed events of a streamed answer. The SDK's own iterator drops events without an `event:` line, as some
 * servers send them, and ends in silence where it should not; so only its decoder is used.
 * Throws `APIError` on an `error` event, `SyntaxError` on a named event that is not JSON.
 */
export async function* readEvents(response: Response): AsyncGenerator<unknown, void, void> {
  for await (const { event, data } of Stream.rawEvents(response)) {
    if (event === 'ping' || data === '') continue;
    const parsed = event === null ? parseUnnamed(data) : parseNamed(data);
    if (event === 'error' || (isObject(parsed) && parsed['type'] === 'error'))
      throw apiError(parsed, response.headers);
    yield parsed;
  }
}

function parseNamed(data: string): unknown {
  return JSON.parse(data);
}

/** What has no name may be no event at all, such as a closing `[DONE]`. */
function parseUnnamed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return undefined;
  }
}

function apiError(body: unknown, headers: Headers): APIError {
  return new APIError(undefined, isObject(body) ? body : undefined, undefined, headers);
}
