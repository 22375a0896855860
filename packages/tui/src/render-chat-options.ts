import type { JackdawClient } from '@jackdaw/core/client';
import type { HomePaths, Motion, ThemeName } from '@jackdaw/core/home';
import type { Background } from './theme/palettes.ts';
import type { KeyMap } from './keys/index.ts';
import type { LocalServer, ServerLook } from './servers/index.ts';
import type { KeyLook } from './state/server-words.ts';

/** What the daemon said of itself in `hello`. */
export interface ChatSession {
  readonly demo: boolean;
  /** False where a question that is not cached would fail for want of a key. */
  readonly credentials: boolean;
  /** One line for the person, where the daemon is of another version than this program. */
  readonly note: string | null;
}

/** A connection past `hello`, and what was said there. */
export interface ChatLink {
  readonly client: JackdawClient;
  readonly session: ChatSession;
}

export interface ServerLooks {
  /** Where questions go now. */
  tryKey(key: string): Promise<KeyLook>;
  tryServer(address: string): Promise<ServerLook>;
  /** On this machine; asks the ports where such servers usually listen. */
  find(): Promise<readonly LocalServer[]>;
}

/** 0 none, 1 the sixteen colours, 2 the 256, 3 true colour. */
export type ColourLevel = 0 | 1 | 2 | 3;

export interface RenderChatOptions {
  /** Of this program. */
  readonly version: string;
  /**
   * A new connection, the daemon started if need be; `onStarting` is called where it is. Called at the start of the
   * chat, which is on the screen by then, and again whenever the connection is lost.
   */
  connect(onStarting: () => void): Promise<ChatLink>;
  /** Finds the conversation to continue; without it, or where it gives null, a new one begins. */
  findConversation?(client: JackdawClient): Promise<string | null>;
  /** Begin with the list of conversations to choose from. */
  readonly pickConversation?: boolean | undefined;
  /** Sent as soon as the chat is up. */
  readonly initialPrompt?: string | undefined;
  /** A model's id, a tier, or `auto` (the default): the mode that the session begins with. */
  readonly model?: string | undefined;
  /** Which key does what; the built-in table where left out. */
  readonly keys?: KeyMap | undefined;
  /** What is wrong with the settings, told at the start. */
  readonly problems?: readonly string[] | undefined;
  /** No boxes, colours or spinners: a line-based loop, as it must be where input or output is no terminal. */
  readonly plain: boolean;
  readonly colourLevel: ColourLevel;
  /** The colours that the chat begins with. */
  readonly theme?: ThemeName | undefined;
  /** Dark, unless it is known. */
  readonly background?: Background | undefined;
  /** Calls back when the terminal tells its background late. */
  onBackground?(listener: (background: Background) => void): void;
  readonly motion?: Motion | undefined;
  readonly paths: HomePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly stdin: NodeJS.ReadStream;
  readonly stdout: NodeJS.WriteStream;
  readonly stderr: NodeJS.WriteStream;
  /** The checks of `jackdaw doctor`, as lines. */
  examine?(): Promise<readonly string[]>;
  /** Keeps a key (mode 0600). The chat then calls `connect` for a connection that uses it. */
  saveKey(key: string): Promise<void>;
  /** A connection whose answers come from the built-in simulator. */
  chooseDemo(): Promise<ChatLink>;
  /** A connection whose questions go to a server that speaks the Messages API, kept in the settings. */
  chooseBaseUrl(url: string, model: string | null): Promise<ChatLink>;
  /** Looks at servers before they are chosen; without it nothing is checked. */
  readonly servers?: ServerLooks | undefined;
  /** Whether a first chat is shown around. */
  readonly tour?: boolean | undefined;
}
