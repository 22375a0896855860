import type { IncomingMessage, ServerResponse } from 'node:http';
import { JackdawError, type Caller, type PassageRequest, type Turns } from '@jackdaw/core';
import { callerOf } from './caller-of.ts';
import { goneSignal } from './client-connection.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { readPassage } from './read-passage.ts';
import { replyText } from './reply.ts';

/** Servers of the same API that do not count say so with one of these. */
const DOES_NOT_COUNT: ReadonlySet<number> = new Set([404, 405, 501]);
const ROUTED: ReadonlySet<string> = new Set(['auto', 'fast', 'balanced', 'capable']);

/** `POST /v1/messages/count_tokens`: the upstream's own count, or our estimate where it does not count. */
export async function answerCountTokens(
  request: IncomingMessage,
  response: ServerResponse,
  { turns, upstreams, relay, bodies }: GatewayParts,
): Promise<void> {
  const asked = readPassage(request.headers, await bodies.read(request));
  const caller = callerOf(request.headers, await upstreams.resolve(undefined));
  const { passage } = asked;
  const model = ROUTED.has(asked.model) ? (await estimate(asked, turns, caller)).model : asked.model;
  const body = model === asked.model ? passage.text : JSON.stringify({ ...passage.body, model });
  const call = { method: 'POST', path: '/v1/messages/count_tokens', body, headers: passage } as const;
  const gone = goneSignal(response);
  const reply = await relay(call, caller.upstream, gone).catch((error: unknown) => {
    gone.throwIfAborted();
    if (error instanceof JackdawError && error.code === 'unreachable') return null;
    throw error;
  });
  if (reply !== null && !DOES_NOT_COUNT.has(reply.status)) {
    return replyText(response, reply.status, { ...reply.headers, 'x-jackdaw-model': model }, reply.body);
  }
  const { contextTokens } = await estimate(asked, turns, caller);
  const headers = { 'x-jackdaw-model': model, 'x-jackdaw-estimated': 'true' };
  replyText(response, 200, headers, JSON.stringify({ input_tokens: contextTokens }));
}

function estimate({ model, messages, system, tools }: PassageRequest, turns: Turns, caller: Caller) {
  const request = {
    model,
    messages: messages.map(({ role, content }) => ({
      role,
      content: typeof content === 'string' ? content : content.map((block) => ({ ...block })),
    })),
    tools: tools.map((tool) => ({ ...tool })),
    ...(system === null
      ? {}
      : { system: typeof system === 'string' ? system : system.map((block) => ({ ...block })) }),
  };
  return turns.estimate(request, caller);
}
