import type { JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, type ConversationSummary, type SearchMatch } from '@jackdaw/core/protocol';
import { createStore, type Store } from '../../state/store.ts';

/** A line of the list: a conversation, and where a search found something, what it found. */
export interface HistoryEntry {
  readonly conversation: ConversationSummary;
  readonly match: SearchMatch | null;
}

export interface HistoryState {
  readonly trash: boolean;
  /** How a search looks: by words, or for questions like it. */
  readonly mode: 'text' | 'similar';
  readonly query: string;
  readonly entries: readonly HistoryEntry[];
  readonly loading: boolean;
  readonly problem: string | null;
  /** A word about what was just done. */
  readonly note: string | null;
}

export interface HistoryModel extends Pick<Store<HistoryState>, 'get' | 'subscribe'> {
  search(query: string): void;
  toggleMode(): void;
  toggleTrash(): void;
  /** Does something to a conversation, says what `work` says of it, else `note`, and reads the list anew. */
  change(note: string, work: (client: JackdawClient) => Promise<unknown>): void;
}

const MOST = 500;

/** What the history view lists. Reads at once. */
export function createHistoryModel(client: () => Promise<JackdawClient>): HistoryModel {
  const store = createStore<HistoryState>({
    trash: false,
    mode: 'text',
    query: '',
    entries: [],
    loading: true,
    problem: null,
    note: null,
  });
  let round = 0;

  async function read(): Promise<readonly HistoryEntry[]> {
    const { trash, mode, query } = store.get();
    const connection = await client();
    const { conversations } = await connection.call('history.list', { limit: MOST, deleted: trash });
    const words = query.toLocaleLowerCase().split(/\s+/);
    const named = ({ title }: ConversationSummary) =>
      words.every((word) => title.toLocaleLowerCase().includes(word));
    // The search does not look into the trash.
    if (trash || query.trim() === '') {
      return conversations.filter(named).map((conversation) => ({ conversation, match: null }));
    }
    const known = new Map(conversations.map((conversation) => [conversation.id, conversation]));
    const { matches } = await connection.call('history.search', { query, mode, limit: MOST });
    const found = bestOfEach(matches).flatMap((match) => {
      const conversation = known.get(match.conversationId);
      return conversation === undefined ? [] : [{ conversation, match }];
    });
    if (mode === 'similar') return found;
    // A title that somebody gave stands in no message.
    const others = conversations.filter(
      ({ id }) => !found.some(({ conversation }) => conversation.id === id),
    );
    return [...others.filter(named).map((conversation) => ({ conversation, match: null })), ...found];
  }

  async function reload(): Promise<void> {
    const own = ++round;
    store.set({ loading: true });
    try {
      const entries = await read();
      if (own === round) store.set({ entries, loading: false, problem: null });
    } catch (error) {
      if (own === round) store.set({ loading: false, problem: toJackdawError(error).message });
    }
  }

  void reload();
  const become = (changes: Partial<HistoryState>) => {
    store.set({ ...changes, note: null });
    void reload();
  };
  return {
    get: store.get,
    subscribe: store.subscribe,
    search: (query) => become({ query }),
    toggleMode: () => become({ mode: store.get().mode === 'text' ? 'similar' : 'text' }),
    toggleTrash: () => become({ trash: !store.get().trash }),
    change(note, work) {
      void client()
        .then(work)
        .then(
          (said) => store.set({ note: typeof said === 'string' ? said : note }),
          (error: unknown) => store.set({ note: toJackdawError(error).message }),
        )
        .then(reload);
    },
  };
}

/** One line a conversation: its first match, which is the best. */
function bestOfEach(matches: readonly SearchMatch[]): readonly SearchMatch[] {
  const seen = new Set<string>();
  return matches.filter(({ conversationId }) => !seen.has(conversationId) && seen.add(conversationId));
}
