import type { IncomingMessage, ServerResponse } from 'node:http';
import { JackdawError } from '@jackdaw/core';
import type { ModelInfo } from '@jackdaw/core/protocol';
import { callerOf } from './caller-of.ts';
import { goneSignal } from './client-connection.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { forwardedHeaders, hopsOf, keyHeaderOf } from './forwarded-headers.ts';
import { replyText } from './reply.ts';

/** Names that a request may have in the place of a model's: the router chooses. */
const ROUTED = new Map([
  ['auto', 'jackdaw: the model that the task needs'],
  ['fast', 'jackdaw: the fast tier'],
  ['balanced', 'jackdaw: the balanced tier'],
  ['capable', 'jackdaw: the capable tier'],
]);

/** `GET /v1/models` and `/v1/models/{id}`: the upstream's own, or those that jackdaw knows where it lists none. */
export async function answerModels(
  request: IncomingMessage,
  response: ServerResponse,
  { upstreams, relay, handlers }: GatewayParts,
): Promise<void> {
  const { url = '/v1/models', headers } = request;
  const [path = ''] = url.split('?', 1);
  const id = path === '/v1/models' ? null : decodeId(path.slice('/v1/models/'.length));
  const routed = id === null ? undefined : ROUTED.get(id);
  if (id !== null && routed !== undefined) {
    return replyText(response, 200, {}, JSON.stringify(modelOf(id, routed)));
  }

  const caller = callerOf(headers, await upstreams.resolve(undefined));
  const asked = {
    headers: forwardedHeaders(headers),
    keyHeader: keyHeaderOf(headers),
    hops: hopsOf(headers),
    stream: false,
  };
  const gone = goneSignal(response);
  const call = { method: 'GET', path: url, body: '', headers: asked } as const;
  const reply = await relay(call, caller.upstream, gone).catch((error: unknown) => {
    gone.throwIfAborted();
    if (
      error instanceof JackdawError &&
      (error.code === 'unreachable' || error.code === 'credentials_missing')
    )
      return null;
    throw error;
  });
  // Of one model, 404 is the answer; of the list it means that the server has none.
  if (reply !== null && (reply.status !== 404 || id !== null)) {
    return replyText(response, reply.status, reply.headers, reply.body);
  }
  const { models } = await handlers['models.list']({});
  const known = models.map((model) => modelOf(model.id, model.id, model));
  if (id === null) return replyText(response, 200, {}, JSON.stringify(pageOf(known)));
  const found = known.find((model) => model.id === id);
  if (found === undefined) throw new JackdawError('not_found', `There is no model ${id} that jackdaw knows.`);
  replyText(response, 200, {}, JSON.stringify(found));
}

function modelOf(id: string, name: string, info?: ModelInfo) {
  return {
    type: 'model',
    id,
    display_name: name,
    created_at: '1970-01-01T00:00:00Z',
    max_input_tokens: info?.maxInputTokens ?? null,
    max_tokens: info?.maxOutputTokens ?? null,
  };
}

function pageOf(models: readonly { readonly id: string }[]) {
  return {
    data: models,
    has_more: false,
    first_id: models[0]?.id ?? null,
    last_id: models.at(-1)?.id ?? null,
  };
}

function decodeId(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
