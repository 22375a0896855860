import type { KeyId } from '../keys/index.ts';
import type { ChatActions } from '../state/chat-actions.ts';
import type { KnownNames } from './known-names.ts';

export interface SlashCommand {
  /** Without the slash. */
  readonly name: string;
  /** What may follow the name, e.g. `[model]`; what has to, e.g. `<title>`. */
  readonly usage?: string;
  /** One line for the menu and for /help. */
  readonly summary: string;
  /** Waits for the first connection, as a question does. */
  readonly needsDaemon?: true;
  /** Means nothing where the chat is lines of text. */
  readonly needsScreen?: true;
  /** The key that does the same. */
  readonly key?: KeyId;
  /** What its argument can be, as far as that is known. */
  readonly choices?: (known: KnownNames) => readonly ArgumentChoice[];
  /** Failures may be thrown: they are told in the transcript. */
  run(argument: string, chat: ChatActions): void | Promise<void>;
}

export interface ArgumentChoice {
  /** What is shown, and searched. */
  readonly label: string;
  /** What stands in the command. */
  readonly value: string;
  readonly detail: string;
}

/** Choices that are nothing but words. */
export const words = (...values: readonly string[]): readonly ArgumentChoice[] =>
  values.map((value) => ({ label: value, value, detail: '' }));
