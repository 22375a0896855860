import type { KeyMap } from '../keys/index.ts';
import { formatBytes, formatDollars, formatRelativeTime } from '../output/index.ts';
import type { ChatView, LastTurn } from './chat-view.ts';
import type { Connection } from './connection.ts';
import { matchedText } from './similar-notes.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';

/** What the chat does with cached answers. Whatever asks the daemon throws what the call throws. */
export interface CacheActions {
  showMatched(): void;
  showOffered(): void;
  showList(): Promise<void>;
  showEntry(id: string): Promise<void>;
  deleteEntry(id: string): Promise<void>;
  /** Tells the daemon that a similar answer was wrong for the question; nothing where the turn had none. */
  rejectAnswer(turn: LastTurn): Promise<void>;
}

export interface CacheActionsOptions {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly connection: Connection;
  readonly keys: KeyMap;
}

/** Entries that the list shows at most, the latest. */
const MOST_ENTRIES = 200;

export function createCacheActions({
  view,
  transcript,
  connection,
  keys,
}: CacheActionsOptions): CacheActions {
  async function showList(): Promise<void> {
    const client = await connection.client();
    const [{ entries }, stats] = await Promise.all([
      client.call('cache.list', { limit: MOST_ENTRIES }),
      client.call('cache.stats', {}),
    ]);
    if (entries.length > 0) return view.set({ screen: { name: 'cache', entries, stats } });
    view.set({ screen: { name: 'chat' } });
    return transcript.notice('The cache is empty.');
  }

  return {
    showList,
    showMatched() {
      const { lastMatched } = view.get();
      transcript.notice(
        lastMatched === null ? 'No similar answer was served in this chat.' : matchedText(lastMatched, keys),
      );
    },
    showOffered() {
      const { lastOffered, turn } = view.get();
      const offered = lastOffered?.progress.suggestion ?? null;
      if (turn !== null) return transcript.notice('An answer is under way: look when it is there.');
      if (offered === null) return transcript.notice('No earlier answer was offered in this chat.');
      transcript.notice(`An earlier answer, not to your question but to: ${offered.matchedPrompt}`);
      transcript.answer(offered.text);
      return transcript.badge(`earlier answer · similar ${offered.similarity.toFixed(2)}`);
    },
    async showEntry(id) {
      const client = await connection.client();
      const { prompt, text, model, createdAt, hits, savedUsd, bytes } = await client.call('cache.get', {
        id,
      });
      view.set({ screen: { name: 'chat' } });
      transcript.notice(`A cached answer, to: ${prompt}`);
      transcript.answer(text);
      const facts = [
        'cached answer',
        model,
        `made ${formatRelativeTime(createdAt, Date.now())}`,
        `${hits} ${hits === 1 ? 'hit' : 'hits'}`,
        `saved ${formatDollars(savedUsd)}`,
        formatBytes(bytes),
      ];
      transcript.badge(facts.join(' · '));
    },
    async deleteEntry(id) {
      const client = await connection.client();
      await client.call('cache.delete', { id });
      await showList();
    },
    async rejectAnswer({ progress: { hit } }) {
      if (hit?.tier !== 'semantic') return;
      const { entryId, semanticId, similarity } = hit;
      const client = await connection.client();
      await client.call('cache.feedback', {
        entryId,
        verdict: 'wrong',
        ...(semanticId === undefined ? {} : { semanticId }),
        ...(similarity === undefined ? {} : { similarity }),
      });
    },
  };
}
