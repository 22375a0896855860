import type { IncomingMessage, ServerResponse } from 'node:http';
import { answerPassage } from './answer-passage.ts';
import { callerOf } from './caller-of.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { readPassage } from './read-passage.ts';

/** `POST /v1/messages`: a tool's own request, through the whole pipeline. */
export async function answerMessages(
  request: IncomingMessage,
  response: ServerResponse,
  { turns, upstreams, limits, bodies, turnstile }: GatewayParts,
): Promise<void> {
  const body = await bodies.read(request);
  await new Promise<void>(turnstile.enter);
  if (response.closed) return;
  const asked = readPassage(request.headers, body);
  const caller = callerOf(request.headers, await upstreams.resolve(undefined));
  answerPassage(turns.pass(asked, caller), asked.passage.stream, response, limits);
}
