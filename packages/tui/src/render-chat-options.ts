import type { JackdawClient } from '@jackdaw/core/client';
import type { HomePaths } from '@jackdaw/core/home';

/** What the daemon said of itself in `hello`. */
export interface ChatSession {
  readonly version: string;
  readonly demo: boolean;
  /** False where a question that is not cached would fail for want of a key. */
  readonly credentials: boolean;
}

/** 0 none, 1 the sixteen colours, 2 the 256, 3 true colour. */
export type ColourLevel = 0 | 1 | 2 | 3;

export interface RenderChatOptions {
  /** Connected, past `hello`. */
  readonly client: JackdawClient;
  readonly session: ChatSession;
  /** A new connection, past `hello`, the daemon started if need be. Called again after each failure, with growing pauses. */
  reconnect(): Promise<JackdawClient>;
  /** Continue this conversation; without it a new one begins. */
  readonly conversationId?: string | undefined;
  /** Begin with the list of conversations to choose from. */
  readonly pickConversation?: boolean | undefined;
  /** Sent as soon as the chat is up. */
  readonly initialPrompt?: string | undefined;
  /** A model's id, a tier, or `auto` (the default): the mode that the session begins with. */
  readonly model?: string | undefined;
  /** No boxes, colours or spinners: a line-based loop. Chosen by itself where input or output is no terminal. */
  readonly plain: boolean;
  readonly colourLevel: ColourLevel;
  readonly paths: HomePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** Keeps a key (mode 0600). The chat then calls `reconnect` for a connection that uses it. */
  saveKey(key: string): Promise<void>;
  /** A connection whose answers come from the built-in simulator. */
  chooseDemo(): Promise<JackdawClient>;
  /** A connection whose questions go to a local server that speaks the Messages API. */
  chooseBaseUrl(url: string): Promise<JackdawClient>;
}
