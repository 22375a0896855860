import type { IncomingMessage } from 'node:http';
import type { ReplyBody, StartExchange } from './exchange.ts';
import type { HttpRequest } from './http-request.ts';
import { readToEnd } from './read-to-end.ts';

/** By `node:http`, whose agents know proxies. */
export function createProxiedExchange(request: HttpRequest): StartExchange {
  return (url, call) => {
    const connection = new AbortController();
    let failure: Error | null = null;
    const reply = request(url, { ...call, signal: connection.signal }).then(
      ({ message }) => ({
        status: message.statusCode ?? 502,
        headers: headersOf(message),
        body: bodyOfMessage(message),
      }),
      (error: unknown) => {
        throw failure ?? error;
      },
    );
    return {
      reply,
      destroy(error) {
        failure ??= error;
        connection.abort(error);
      },
    };
  };
}

export function bodyOfMessage(message: IncomingMessage): ReplyBody {
  return {
    read: (onChunk) => readToEnd(message, onChunk),
    get isWhole() {
      return message.readableEnded;
    },
    destroy: (error) => void message.destroy(error),
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const told: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) told[name] = typeof value === 'string' ? value : value.join(', ');
  }
  return told;
}
