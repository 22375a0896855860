import type { ThemeName } from '@jackdaw/core/home';
import type { ModelInfo } from '@jackdaw/core/protocol';
import type { KeyMap } from '../keys/index.ts';
import type { LocalServer, ServerLook } from '../servers/index.ts';
import type { ChatView, FullView, PanelSize, Screen } from './chat-view.ts';
import type { KeyLook } from './server-words.ts';

/** What keys, commands and menus can do. What a command alone calls may throw: that is told in the transcript. */
export interface ChatActions {
  /** A question or a slash command; waits its turn where an answer is under way. */
  submit(text: string): void;
  /** A slash command at once, which no prompt remembers. */
  runCommand(text: string): Promise<void>;
  /** Enter where there is nothing to send: takes what is offered, or tries again to connect. */
  enterNothing(): void;
  /** Goes on with the last answer, where that broke off. */
  continueAnswer(): Promise<void>;
  /** Asks the last question once more, as it was. */
  retry(): Promise<void>;
  /** Takes the waiting question that is in the input out of the queue, else the newest; null where none waits. */
  takeBackQueued(): string | null;
  /** Brings another waiting question into the input, in the place of `typed`; null where there is none to go to. */
  editQueued(direction: 'up' | 'down', typed: string): string | null;
  /** Stops the turn under way; a second time leaves it at once. False where none is. */
  cancelTurn(): boolean;
  /** Asks the last question again, past the cache. A similar answer that was served for it counts as wrong. */
  askFresh(): Promise<void>;
  /** Asks the last question again, past the cache, of the next better tier than the one that answered. */
  askBetter(): Promise<void>;
  /** Another answer to the last question, kept beside the earlier ones; `model` null asks as the question was asked. */
  regenerate(model: string | null): Promise<void>;
  /**
   * Has another answer count: to the last question by its number, to an earlier one by both numbers, in a fork. Empty:
   * the next one where the last question alone has several, else from a list, which has branches too.
   */
  flip(numbers: string): Promise<void>;
  copyAnswer(): Promise<void>;
  /** Of the last answer's code blocks: a list, or one to the clipboard or a file (`2 file.ts`). */
  code(argument: string): Promise<void>;
  /** Goes on in a copy of the conversation behind that question; empty lets one choose. */
  fork(number: string): Promise<void>;
  /** Brings that question into the input; sent, it is asked in a fork. Empty lets one choose. */
  editQuestion(number: string): Promise<void>;
  /** What is in the input is a new question again; false where it was one. */
  dropEdit(): boolean;
  /** By id or title; empty shows the list. */
  resume(wanted: string): Promise<void>;
  rename(title: string): Promise<void>;
  deleteConversation(): Promise<void>;
  restoreConversation(): Promise<void>;
  search(query: string): Promise<void>;
  /** `[format] [file]`; Markdown, named after the title, where they are left out. */
  exportConversation(argument: string): Promise<void>;
  /** Shows (empty), sets or (`none`) takes away the conversation's system prompt. */
  system(text: string): Promise<void>;
  tellCost(): Promise<void>;
  tellStats(): Promise<void>;
  /** The checks of `jackdaw doctor`. */
  doctor(): Promise<void>;
  /** Puts a text back into the input. */
  putBack(text: string): void;
  /** Asks the last question again, although the day's budget is spent. */
  askOverBudget(): Promise<void>;
  /** Shows the question whose answer served the latest similar hit. */
  showMatched(): void;
  /** Shows the earlier answer that was last offered beside the model's. */
  showOffered(): void;
  /** Shows what the model thought before its latest answer. */
  showThoughts(): void;
  /** Whether models think before they answer; null leaves it to the config. */
  setThinking(thinking: 'on' | 'off' | null): void;
  /** The colours of the chat from here on. */
  chooseTheme(name: ThemeName): void;
  /** Has the conversation's older messages summarised. */
  compact(): Promise<void>;
  newConversation(): void;
  showHistory(): Promise<void>;
  openConversation(id: string): Promise<void>;
  listModels(): Promise<readonly ModelInfo[]>;
  /** `auto`, a tier or a model's id. */
  chooseModel(model: string): void;
  show(screen: Screen): void;
  /** Gives the terminal to a view; null gives it back to the chat, which went on meanwhile. */
  openView(view: FullView | null): void;
  setPanel(size: PanelSize): void;
  /** Whether what is being typed is estimated. */
  setEstimating(on: boolean): void;
  /** Puts a file's name into the input, as one that goes along; says why where it cannot. */
  attachFile(path: string): Promise<void>;
  /** The text in the input changed. */
  typed(text: string): void;
  setHint(hint: string | null): void;
  notice(text: string): void;
  view(): ChatView;
  /** False where the chat is lines of text: lists are chosen from by number, and nothing can be drawn. */
  hasScreen(): boolean;
  /** Which key does what. */
  keys(): KeyMap;
  /** Whether the server takes the key; null where nobody looks. */
  tryKey(key: string): Promise<KeyLook | null>;
  tryServer(address: string): Promise<ServerLook | null>;
  /** Looks for servers on this machine. */
  findServers(): Promise<readonly LocalServer[]>;
  saveKey(key: string): Promise<void>;
  chooseDemo(): Promise<void>;
  /** Questions go there from here on, to that model where one is named; the settings keep it. */
  chooseBaseUrl(url: string, model: string | null): Promise<void>;
  exit(exitCode: number): void;
}
