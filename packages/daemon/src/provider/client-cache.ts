import { Anthropic } from '@anthropic-ai/sdk';
import type { Log } from '../log/index.ts';
import type { Fetch } from './http-fetch.ts';

/** How the key is sent: `Authorization: Bearer` (the API's own), `X-Api-Key` (older servers), or both. */
export type HeaderMode = 'bearer' | 'x-api-key' | 'both';

export interface ClientCacheOptions {
  readonly headerMode: HeaderMode;
  /** Milliseconds until the response's headers. */
  readonly timeoutMs: number;
  readonly fetch: Fetch;
  readonly log: Pick<Log, 'debug'>;
  /** Clients kept; the one that was used longest ago goes first. */
  readonly size: number;
}

export type ClientCache = (apiKey: string | null, baseUrl: string) => Anthropic;

/** Without a key something must be given, or the SDK looks for a profile on disk, which may also set the URL. Never sent. */
const NO_KEY = 'none';

/** One SDK client for each key and URL. */
export function createClientCache(options: ClientCacheOptions): ClientCache {
  const clients = new Map<string, Anthropic>();
  return (apiKey, baseUrl) => {
    const id = JSON.stringify([apiKey, baseUrl]);
    const client = clients.get(id) ?? createClient(apiKey, baseUrl, options);
    clients.delete(id);
    clients.set(id, client);
    const [oldest] = clients.keys();
    if (clients.size > options.size && oldest !== undefined) clients.delete(oldest);
    return client;
  };
}

function createClient(apiKey: string | null, baseURL: string, options: ClientCacheOptions): Anthropic {
  const { headerMode, log } = options;
  return new Anthropic({
    apiKey: apiKey ?? NO_KEY,
    authToken: null,
    webhookKey: null,
    baseURL,
    // Retries have one owner, and it is not here.
    maxRetries: 0,
    timeout: options.timeoutMs,
    fetch: options.fetch,
    fetchOptions: { redirect: 'error' },
    openTelemetry: false,
    // The SDK's own words stay out: at error level they hold parts of answers.
    logLevel: 'warn',
    logger: {
      error: () => log.debug({}, 'The SDK could not read an event.'),
      warn: () => log.debug({}, 'The SDK warned.'),
      info: () => {},
      debug: () => {},
    },
    defaultHeaders: {
      ...(apiKey === null || headerMode === 'bearer' ? {} : { 'X-Api-Key': apiKey }),
      ...(apiKey === null || headerMode === 'x-api-key' ? { Authorization: null } : {}),
    },
  });
}
