import { JackdawError } from '@jackdaw/core';

type Environment = Readonly<Record<string, string | undefined>>;

/** The names that curl knows; others of the environment are none of the agents' business. */
const NAMES = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'http_proxy', 'https_proxy', 'no_proxy'] as const;

const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/i;

export interface UpstreamProxy {
  /** For the agents of `node:http`, which know how these variables are read; undefined where none is set. */
  readonly proxyEnv: Environment | undefined;
  /** Servers of this machine are asked directly, whatever the variables say: a proxy has another loopback. */
  isDirect(url: URL): boolean;
  /** The failure of a connection, where it was the proxy's; null where it was not. Never shows a password. */
  failure(url: URL, error: Error): JackdawError | null;
}

/** What `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` of the environment mean for calls upstream. */
export function upstreamProxy(env: Environment): UpstreamProxy {
  const set = NAMES.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  const proxyEnv = set.length === 0 ? undefined : Object.fromEntries(set);
  const isDirect = ({ hostname }: URL) => LOOPBACK.test(hostname);

  return {
    proxyEnv,
    isDirect,
    failure(url, error) {
      const name = url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY';
      const proxy = URL.parse(env[name.toLowerCase()] || env[name] || '');
      if (proxy === null || isDirect(url) || !isOfProxy(error, proxy)) return null;
      return new JackdawError(
        'unreachable',
        `${whatFailed(error, url, proxy, name)}, or except the host with NO_PROXY.`,
      );
    },
  };
}

function whatFailed(error: Error, url: URL, { host, username }: URL, name: string): string {
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : null;
  if (status === 407) {
    return username === ''
      ? `The proxy ${host} wants a name and a password (status 407). Set ${name}=http://NAME:PASSWORD@${host}`
      : `The proxy ${host} does not accept its name and password (status 407). Correct them in ${name}`;
  }
  const code = 'code' in error ? String(error.code) : error.name;
  const reason = status === null ? code : `status ${status}`;
  return `The proxy ${host} made no connection to ${url.host} (${reason}). Look at ${name}`;
}

/** A tunnel that was refused, or a connection that went to the proxy's name or port. */
function isOfProxy(error: Error, { hostname, port }: URL): boolean {
  if ('code' in error && error.code === 'ERR_PROXY_TUNNEL') return true;
  if ('hostname' in error) return error.hostname === hostname;
  return 'port' in error && error.port === Number(port || 80);
}
