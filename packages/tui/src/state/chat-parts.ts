import type { KeyMap } from '../keys/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';
import type { TurnRunner } from './turn-runner.ts';

/** What every room of the chat's actions works with. */
export interface ChatParts {
  readonly view: Store<ChatView>;
  readonly keys: KeyMap;
  readonly transcript: Transcript;
  readonly connection: Connection;
  readonly turns: TurnRunner;
  /** Loads what colours code, once. Never rejects. */
  loadLanguages(): Promise<void>;
  /** Puts a text back into the input. */
  putBack(text: string): void;
  /** Does it; a failure is told in the transcript. */
  attempt(action: () => void | Promise<void>): Promise<void>;
  /** Does it; what is sent meanwhile waits. */
  alone(work: () => Promise<void>): Promise<void>;
}

export const UNDER_WAY = 'An answer is under way: Ctrl+C cancels it.';
