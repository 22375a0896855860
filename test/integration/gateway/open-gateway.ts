import type { RunningDaemon } from '@jackdaw/daemon';
import { openStand, type StandOptions } from '../turns/open-stand.ts';
import type { Stand } from '../turns/open-stand.ts';
import type { InProcessOptions } from '../../support/start-daemon.ts';

/** A stand with a daemon on it, and the way in that tools use. */
export interface GatewayStand extends AsyncDisposable {
  readonly stand: Stand;
  readonly daemon: RunningDaemon;
  readonly url: string;
  readonly token: string;
  /** A request as a tool sends it, with the token as its key. */
  send(path: string, init?: SendOptions): Promise<Response>;
}

export interface SendOptions {
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export const MODEL = 'claude-haiku-5-5';

/** The smallest request that there is. */
export const asking = (question: string, more: object = {}) => ({
  model: MODEL,
  max_tokens: 500,
  messages: [{ role: 'user', content: question }],
  ...more,
});

export async function openGateway(
  options: StandOptions = {},
  start: InProcessOptions = {},
): Promise<GatewayStand> {
  const stand = await openStand(options);
  const daemon = await stand.start(start);
  const { url, token } = daemon.file;
  return {
    stand,
    daemon,
    url,
    token,
    send(path, { method = 'POST', body, headers = {}, signal } = {}) {
      return fetch(url + path, {
        method,
        headers: {
          'content-type': 'application/json',
          'anthropic-version': '2026-10-21',
          authorization: `Bearer ${token}`,
          ...headers,
        },
        ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
        ...(signal === undefined ? {} : { signal }),
      });
    },
    async [Symbol.asyncDispose]() {
      await daemon.stop('the test is over');
      await stand[Symbol.asyncDispose]();
    },
  };
}
