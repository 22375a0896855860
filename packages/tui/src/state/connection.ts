import type { JackdawClient } from '@jackdaw/core/client';
import { toJackdawError } from '@jackdaw/core/protocol';

export type ConnectionState =
  | { readonly status: 'connected' }
  /** `attempt` counts from 1; `message` says why the last one failed. */
  | { readonly status: 'lost'; readonly attempt: number; readonly message: string };

export interface Connection {
  /** The client of now, or the next one, once there is a connection again. Never settles once closed. */
  client(): Promise<JackdawClient>;
  /** Uses another client from here on; the old one is closed. */
  replace(client: JackdawClient): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly client: JackdawClient;
  readonly reconnect: () => Promise<JackdawClient>;
  /** Milliseconds before the n-th attempt, from 1. */
  readonly delayBefore?: (attempt: number) => number;
  readonly onState: (state: ConnectionState) => void;
  readonly onClient: (client: JackdawClient) => void;
}

/** Doubling from a quarter of a second to eight seconds; the first attempt is immediate. */
export function reconnectDelay(attempt: number): number {
  return attempt <= 1 ? 0 : Math.min(8_000, 250 * 2 ** (attempt - 2));
}

/** Keeps one connection alive: when it is lost, new ones are tried for as long as the chat lasts. */
export function createConnection(options: ConnectionOptions): Connection {
  const { reconnect, delayBefore = reconnectDelay, onState, onClient } = options;
  let closed = false;
  let current: JackdawClient | null = null;
  let generation = 0;
  let timer: NodeJS.Timeout | undefined;
  let waiting: PromiseWithResolvers<JackdawClient>[] = [];

  function use(client: JackdawClient): void {
    generation += 1;
    const own = generation;
    current = client;
    client.onClose((reason) => {
      if (closed || own !== generation) return;
      current = null;
      tryAgain(1, reason.message);
    });
    if (current !== client) return;
    onState({ status: 'connected' });
    onClient(client);
    for (const waiter of waiting.splice(0)) waiter.resolve(client);
  }

  function tryAgain(attempt: number, message: string): void {
    const own = generation;
    onState({ status: 'lost', attempt, message });
    timer = setTimeout(() => {
      reconnect().then(
        (client) => (closed || own !== generation ? client.close() : use(client)),
        (error: unknown) => {
          if (!closed && own === generation) tryAgain(attempt + 1, toJackdawError(error).message);
        },
      );
    }, delayBefore(attempt));
  }

  use(options.client);

  return {
    async client() {
      if (current !== null) return current;
      const waiter = Promise.withResolvers<JackdawClient>();
      waiting.push(waiter);
      return waiter.promise;
    },
    replace(client) {
      clearTimeout(timer);
      const old = current;
      use(client);
      old?.close();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      const old = current;
      // Who still waits for a client waits for ever: the chat is over.
      current = null;
      waiting = [];
      old?.close();
    },
  };
}
