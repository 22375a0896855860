import type { IncomingMessage, ServerResponse } from 'node:http';
import { JackdawError } from '@jackdaw/core';
import { z } from 'zod';
import { describeIssues } from '../describe-issues.ts';
import { apiErrorBody } from './api-error.ts';
import { callerOf } from './caller-of.ts';
import { connectionOf, goneSignal } from './client-connection.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { parseJson } from './parse-json.ts';
import { apiError } from './api-error.ts';
import { replyText } from './reply.ts';

const bodySchema = z.strictObject({ message: z.string().min(1), model: z.string().min(1).optional() });

/** `POST /chat` `{message}`: the answer's words as events, `data: {"token": …}`, then `data: [DONE]`. */
export async function answerChat(
  request: IncomingMessage,
  response: ServerResponse,
  { turns, upstreams, limits, bodies }: GatewayParts,
): Promise<void> {
  const read = bodySchema.safeParse(parseJson(await bodies.read(request)));
  if (!read.success) throw new JackdawError('invalid_request', `${describeIssues(read.error)}.`);
  const { message, model } = read.data;
  const { write } = connectionOf(response, limits.maxSilenceMs);
  const gone = goneSignal(response);
  const turn = await turns.start(
    { messages: [{ role: 'user', content: message }], ...(model === undefined ? {} : { model }) },
    callerOf(request.headers, await upstreams.resolve(undefined)),
  );
  gone.addEventListener('abort', () => turn.cancel(), { once: true });
  if (gone.aborted) turn.cancel();

  let [tier, answering] = ['miss', ''];
  const begin = () => {
    if (response.headersSent) return;
    response.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'x-jackdaw-cache': tier,
      'x-jackdaw-trace-id': turn.traceId,
      ...(answering === '' ? {} : { 'x-jackdaw-model': answering }),
    });
  };
  for await (const { event } of turn.read(0, gone)) {
    switch (event.type) {
      case 'cache-hit':
        [tier, answering] = [event.tier, event.model];
        break;
      case 'route-choose':
      case 'attempt-start':
        answering = event.model;
        break;
      case 'text-delta':
        begin();
        for (const token of tokensOf(event.text)) await write(`data: ${JSON.stringify({ token })}\n\n`);
        break;
      case 'turn-end':
        begin();
        response.end('data: [DONE]\n\n');
        break;
      case 'turn-error':
        if (response.headersSent) {
          response.end(`event: error\ndata: ${apiErrorBody(event.error, turn.traceId)}\n\n`);
        } else {
          const { status, headers, body } = apiError(event.error, turn.traceId);
          replyText(response, status, headers, body);
        }
        break;
      default:
    }
  }
}

/** Words with the space before them: a cached answer comes as one delta, and is told like any other. */
function tokensOf(text: string): readonly string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}
