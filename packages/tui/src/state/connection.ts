import type { JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, type JackdawError } from '@jackdaw/core/protocol';
import type { ChatLink } from '../render-chat-options.ts';

export type ConnectionState =
  /** For the first time; `starting` where the daemon has to be started for it. */
  | { readonly status: 'connecting'; readonly starting: boolean }
  | { readonly status: 'connected' }
  /** There was never one; nothing is tried again before `retry`. */
  | { readonly status: 'failed'; readonly error: JackdawError }
  /** `attempt` counts from 1; `message` says why the last one failed. */
  | { readonly status: 'lost'; readonly attempt: number; readonly message: string };

export interface Connection {
  /** Begins to connect; tries anew where that failed. Nothing otherwise. */
  open(): void;
  /** The client of now, or the next one, once there is a connection again. Never settles once closed. */
  client(): Promise<JackdawClient>;
  /** Uses another link from here on; the old one is closed. */
  replace(link: ChatLink): void;
  close(): void;
}

export interface ConnectionOptions {
  readonly connect: (onStarting: () => void) => Promise<ChatLink>;
  /** Milliseconds before the n-th attempt, from 1. */
  readonly delayBefore?: (attempt: number) => number;
  readonly onState: (state: ConnectionState) => void;
  readonly onLink: (link: ChatLink) => void;
}

/** Doubling from a quarter of a second to eight seconds; the first attempt is immediate. */
export function reconnectDelay(attempt: number): number {
  return attempt <= 1 ? 0 : Math.min(8_000, 250 * 2 ** (attempt - 2));
}

/**
 * Keeps one connection alive. One that never was is tried for once, since its failure is mostly something to mend;
 * one that is lost is tried for again for as long as the chat lasts.
 */
export function createConnection(options: ConnectionOptions): Connection {
  const { connect, delayBefore = reconnectDelay, onState, onLink } = options;
  let closed = false;
  let opening = false;
  let current: JackdawClient | null = null;
  let generation = 0;
  let timer: NodeJS.Timeout | undefined;
  let waiting: PromiseWithResolvers<JackdawClient>[] = [];

  function use(link: ChatLink): void {
    const { client } = link;
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
    onLink(link);
    for (const waiter of waiting.splice(0)) waiter.resolve(client);
  }

  /** One attempt; what comes too late is closed. */
  function attempt(onStarting: () => void, onFailure: (error: JackdawError) => void): void {
    const own = generation;
    const isCurrent = () => !closed && own === generation;
    connect(() => isCurrent() && onStarting()).then(
      (link) => (isCurrent() ? use(link) : link.client.close()),
      (error: unknown) => isCurrent() && onFailure(toJackdawError(error)),
    );
  }

  function tryAgain(count: number, message: string): void {
    onState({ status: 'lost', attempt: count, message });
    timer = setTimeout(
      () =>
        attempt(
          () => {},
          (error) => tryAgain(count + 1, error.message),
        ),
      delayBefore(count),
    );
  }

  return {
    open() {
      if (opening || closed || generation > 0) return;
      opening = true;
      onState({ status: 'connecting', starting: false });
      attempt(
        () => onState({ status: 'connecting', starting: true }),
        (error) => {
          opening = false;
          onState({ status: 'failed', error });
        },
      );
    },
    async client() {
      if (current !== null) return current;
      const waiter = Promise.withResolvers<JackdawClient>();
      waiting.push(waiter);
      return waiter.promise;
    },
    replace(link) {
      clearTimeout(timer);
      const old = current;
      use(link);
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
