import type { ChatActions } from '../state/chat-actions.ts';

export interface SlashCommand {
  /** Without the slash. */
  readonly name: string;
  /** What may follow the name, e.g. `[model]`. */
  readonly usage?: string;
  /** One line for the menu and for /help. */
  readonly summary: string;
  /** Waits for the first connection, as a question does. */
  readonly needsDaemon?: true;
  /** Failures may be thrown: they are told in the transcript. */
  run(argument: string, chat: ChatActions): void | Promise<void>;
}
