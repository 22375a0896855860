export interface HttpQuestion {
  readonly method: 'GET' | 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whose `HTTPS_PROXY`, `HTTP_PROXY` and `NO_PROXY` hold; servers of this machine are asked directly. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal: AbortSignal;
}

export interface HttpAnswer {
  readonly status: number;
  /** At most a MiB; empty where it was longer. */
  readonly body: string;
}

const MOST_BYTES = 1024 ** 2;
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d{1,3}){3}|\[::1\]|0\.0\.0\.0)$/i;
const PROXY = /^(?:HTTPS?|NO)_PROXY$/i;

/**
 * One request and its whole answer. Not `fetch`, which knows nothing of proxies and follows redirects with the key in
 * its hand. Rejects with the system's error, or the signal's reason.
 */
export async function httpAsk(url: URL, question: HttpQuestion): Promise<HttpAnswer> {
  const { method, headers = {}, body = '', env, signal } = question;
  const isSecure = url.protocol === 'https:';
  const proxies = Object.fromEntries(Object.entries(env).filter(([name]) => PROXY.test(name)));
  const options = LOOPBACK.test(url.hostname) ? {} : { proxyEnv: proxies };
  // Only here: they bring TLS and undici along, which would hold up each start of the chat.
  const { Agent, request: send } = await (isSecure ? import('node:https') : import('node:http'));
  const agent = new Agent(options);
  const lengths = body === '' ? {} : { 'content-length': String(Buffer.byteLength(body)) };
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const request = send(url, { agent, method, headers: { ...headers, ...lengths }, signal }, (message) => {
      const parts: Buffer[] = [];
      let size = 0;
      message.on('data', (part: Buffer) => {
        size += part.length;
        if (size <= MOST_BYTES) parts.push(part);
        else message.destroy();
      });
      message.once('error', reject);
      message.once('close', () => {
        const isWhole = message.complete && size <= MOST_BYTES;
        resolve({ status: message.statusCode ?? 0, body: isWhole ? Buffer.concat(parts).toString() : '' });
      });
    });
    request.once('error', (error) => reject(signal.aborted ? signal.reason : error));
    request.end(body);
  });
}
