import type { ChatParts } from './chat-parts.ts';

/** Keeps what arguments of commands are completed with. */
export interface NameLookup {
  /** The text in the input changed. */
  typed(text: string): void;
}

/** Names that are older are asked for again when a command is typed. Milliseconds. */
const FRESH_MS = 5_000;
const MOST_CONVERSATIONS = 200;

/** `now` is a monotonic clock's. */
export function createNameLookup({ view, connection }: ChatParts, now: () => number): NameLookup {
  let askedAt = -Infinity;

  async function ask(): Promise<void> {
    const client = await connection.client();
    const [{ models }, { conversations }] = await Promise.all([
      client.call('models.list', {}),
      client.call('history.list', { limit: MOST_CONVERSATIONS }),
    ]);
    view.set({ known: { models, conversations } });
  }

  return {
    typed(text) {
      if (!text.startsWith('/') || now() - askedAt < FRESH_MS) return;
      askedAt = now();
      // Without them commands are typed in full, as before.
      ask().catch(() => {});
    },
  };
}
