import type { KeyMap } from '../keys/index.ts';
import type { ChatView, LastTurn } from './chat-view.ts';
import type { Connection } from './connection.ts';
import { matchedText } from './similar-notes.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';

/** What the chat does with cached answers. Whatever asks the daemon throws what the call throws. */
export interface CacheActions {
  showMatched(): void;
  showOffered(): void;
  /** Tells the daemon that a similar answer was wrong for the question; nothing where the turn had none. */
  rejectAnswer(turn: LastTurn): Promise<void>;
}

export interface CacheActionsOptions {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly connection: Connection;
  readonly keys: KeyMap;
}

export function createCacheActions({
  view,
  transcript,
  connection,
  keys,
}: CacheActionsOptions): CacheActions {
  return {
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
