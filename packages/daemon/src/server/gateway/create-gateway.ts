import type { IncomingMessage, ServerResponse } from 'node:http';
import { JackdawError } from '@jackdaw/core';
import { answerChat } from './chat-route.ts';
import { answerCountTokens } from './count-tokens-route.ts';
import { createTurnstile } from './create-turnstile.ts';
import { discardRest } from './discard-rest.ts';
import type { GatewayParts } from './gateway-parts.ts';
import { answerMessages } from './messages-route.ts';
import { answerModels } from './models-route.ts';
import { createBodyReader } from './read-body.ts';
import { apiErrorBody } from './api-error.ts';
import { replyFailure, replyText } from './reply.ts';

type Answer = (request: IncomingMessage, response: ServerResponse, parts: GatewayParts) => Promise<void>;

interface Route {
  readonly method: 'GET' | 'POST';
  readonly answer: Answer;
}

/** The Messages API and `/chat`, for tools that know nothing of jackdaw. */
export interface Gateway {
  /** Whether the path is one of its addresses; what it takes there has a body. */
  knows(path: string): boolean;
  /** A connection was taken on. */
  connected(): void;
  /** Answers a request that may come in. Never throws. */
  answer(request: IncomingMessage, response: ServerResponse, path: string): void;
}

/** Of a body that is refused: twice what may be sent. */
const MOST_DISCARDED_BYTES = 64 * 1024 * 1024;
const MODELS = '/v1/models';
const ONE_MODEL = `${MODELS}/`;

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ['/v1/messages', { method: 'POST', answer: answerMessages }],
  ['/v1/messages/count_tokens', { method: 'POST', answer: answerCountTokens }],
  [MODELS, { method: 'GET', answer: answerModels }],
  ['/chat', { method: 'POST', answer: answerChat }],
]);

export function createGateway(options: Omit<GatewayParts, 'bodies' | 'turnstile'>): Gateway {
  const turnstile = createTurnstile();
  const parts = { ...options, bodies: createBodyReader(options.limits), turnstile };
  return {
    connected: turnstile.connected,
    knows: (path) => path === '/chat' || path === '/v1' || path.startsWith('/v1/'),
    answer(request, response, path) {
      const route = ROUTES.get(path.startsWith(ONE_MODEL) ? MODELS : path);
      if (route === undefined) return replyFailure(response, nothingAt(path));
      if (route.method !== request.method) return replyWrongMethod(response, path, route.method);
      route.answer(request, response, parts).catch(async (error: unknown) => {
        if (!request.complete && !response.headersSent) {
          // Where more comes than is waited for, it must not be taken for the next request.
          response.setHeader('connection', 'close');
          await discardRest(request, MOST_DISCARDED_BYTES);
        }
        replyFailure(response, error);
      });
    },
  };
}

function nothingAt(path: string): JackdawError {
  return new JackdawError('not_found', `There is nothing at ${path}. docs/gateway.md lists what there is.`);
}

function replyWrongMethod(response: ServerResponse, path: string, allow: string): void {
  const failure = { code: 'invalid_request', message: `${path} takes ${allow} alone.` } as const;
  replyText(response, 405, { allow }, apiErrorBody(failure, null));
}
