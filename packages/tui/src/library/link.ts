import type { JackdawClient } from '@jackdaw/core/client';
import { JackdawError } from '@jackdaw/core/protocol';

/** One connection that is made again when it was lost. */
export interface Link {
  /** The client of now, or a new one. Rejects with what `open` rejects with, `cancelled` once closed. */
  client(): Promise<JackdawClient>;
  /** Calls back with each new client, and with the one that there is. */
  onClient(listener: (client: JackdawClient) => void): () => void;
  readonly closed: boolean;
  close(): void;
}

export function createLink(open: () => Promise<JackdawClient>): Link {
  let current: JackdawClient | null = null;
  let opening: Promise<JackdawClient> | null = null;
  let closed = false;
  const listeners = new Set<(client: JackdawClient) => void>();

  async function connect(): Promise<JackdawClient> {
    const client = await open();
    if (closed) {
      client.close();
      throw ended();
    }
    current = client;
    client.onClose(() => {
      if (current === client) current = null;
    });
    for (const listener of listeners) listener(client);
    return client;
  }

  return {
    async client() {
      if (closed) throw ended();
      if (current !== null) return current;
      opening ??= connect().finally(() => (opening = null));
      return opening;
    },
    onClient(listener) {
      listeners.add(listener);
      if (current !== null) listener(current);
      return () => listeners.delete(listener);
    },
    get closed() {
      return closed;
    },
    close() {
      closed = true;
      listeners.clear();
      current?.close();
      current = null;
    },
  };
}

function ended(): JackdawError {
  return new JackdawError('cancelled', 'This client was closed; `connect()` makes another.');
}
