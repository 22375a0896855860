import type { ListedModel, ModelCall, Upstream, UpstreamDirectory } from '@jackdaw/core';
import type { Anthropic } from '@anthropic-ai/sdk';
import type { Log } from '../log/index.ts';
import { normaliseBaseUrl } from './base-url.ts';
import type { ClientCache } from './client-cache.ts';
import { credentialsOf } from './credentials-of.ts';
import { isObject } from './json-object.ts';
import { requestBody } from './request-body.ts';

/** Milliseconds for a question beside the turn; without an answer things go on without it. */
const PATIENCE_MS = 5_000;
/** Pages of models that are read at most, a hundred models each. */
const MOST_PAGES = 10;

/** `count_tokens` and `models`, where the server has them. */
export function createDirectory(clientFor: ClientCache, log: Pick<Log, 'debug'>): UpstreamDirectory {
  async function ask(
    what: string,
    upstream: Upstream,
    signal: AbortSignal,
    question: (client: Anthropic, signal: AbortSignal) => Promise<unknown>,
  ): Promise<unknown> {
    signal.throwIfAborted();
    try {
      const { apiKey, baseUrl } = credentialsOf(upstream);
      const client = clientFor(apiKey, normaliseBaseUrl(baseUrl));
      return await question(client, AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]));
    } catch {
      signal.throwIfAborted();
      log.debug({ what }, 'The upstream does not say.');
      return undefined;
    }
  }

  return {
    async countTokens(call, signal) {
      const reply = await ask('count_tokens', call.upstream, signal, (client, limit) =>
        client.post('/v1/messages/count_tokens', { body: countBody(call), signal: limit }),
      );
      return isObject(reply) ? toCount(reply['input_tokens']) : null;
    },
    async listModels(upstream, signal) {
      const models: ListedModel[] = [];
      let after = '';
      for (let page = 0; page < MOST_PAGES; page += 1) {
        const path = `/v1/models?limit=100${after === '' ? '' : `&after_id=${encodeURIComponent(after)}`}`;
        const reply = await ask('models', upstream, signal, (client, limit) =>
          client.get(path, { signal: limit }),
        );
        if (!isObject(reply) || !Array.isArray(reply['data'])) return page === 0 ? null : models;
        models.push(...reply['data'].flatMap(toModel));
        const last = reply['last_id'];
        if (reply['has_more'] !== true || typeof last !== 'string' || last === after) break;
        after = last;
      }
      return models;
    },
  };
}

/** The same prompt; the endpoint takes neither a length nor a stream. */
function countBody(call: ModelCall) {
  const { max_tokens: _length, stream: _stream, cache_control: _caching, ...body } = requestBody(call);
  return body;
}

function toModel(value: unknown): ListedModel[] {
  if (!isObject(value) || typeof value['id'] !== 'string') return [];
  return [
    {
      id: value['id'],
      maxInputTokens: toCount(value['max_input_tokens']),
      maxOutputTokens: toCount(value['max_tokens']),
    },
  ];
}

function toCount(value: unknown): number | null {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 ? value : null;
}
