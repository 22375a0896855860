import type { IncomingMessage } from 'node:http';

export interface Refusal {
  readonly status: 403 | 421;
  readonly message: string;
}

export interface RequestGuardOptions {
  readonly allowedOrigins: readonly string[];
  /** The listener's own port; null on the Unix socket, where the name alone counts. */
  readonly port: number | null;
}

const LOOPBACK_HOST = /^(?:127\.0\.0\.1|localhost|\[::1\])(?::(\d{1,5}))?$/i;

/**
 * Keeps web pages out: a browser sends `Origin` with every WebSocket, and a page that had its own name resolve to
 * this machine sends that name as `Host`. Null where the request may come in.
 */
export function guardRequest(
  { headers }: Pick<IncomingMessage, 'headers'>,
  { allowedOrigins, port }: RequestGuardOptions,
): Refusal | null {
  const { host, origin } = headers;
  const named = LOOPBACK_HOST.exec(host ?? '');
  if (named === null || (port !== null && Number(named[1] ?? 80) !== port)) {
    return {
      status: 421,
      message: 'Use the address of daemon.json: the daemon answers under loopback names only.',
    };
  }
  if (origin !== undefined && !allowedOrigins.includes(origin)) {
    return {
      status: 403,
      message: 'Web pages may not connect. Allow an origin with daemon.allowedOrigins in the config file.',
    };
  }
  return null;
}
