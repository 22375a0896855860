import type { ClientTurn, JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, type WireRequest } from '@jackdaw/core/protocol';
import type { Highlight } from '../markdown/index.ts';
import type { RenderChatOptions } from '../render-chat-options.ts';
import { runSlashCommand } from '../slash-commands/index.ts';
import type { Theme } from '../theme/index.ts';
import type { ChatActions } from './chat-actions.ts';
import { initialView, type ChatView } from './chat-view.ts';
import { createConnection } from './connection.ts';
import { replayConversation } from './replay-conversation.ts';
import { runLiveTurn } from './run-live-turn.ts';
import type { SavedPrompts } from './saved-prompts.ts';
import { createStore, type Store } from './store.ts';
import { createTranscript } from './transcript.ts';
import { welcomeText } from './welcome.ts';

export interface ChatController {
  readonly view: Store<ChatView>;
  readonly actions: ChatActions;
  /** Says hello, then does what the options ask for first. */
  start(): Promise<void>;
  close(): void;
}

export interface ControllerOptions {
  readonly chat: RenderChatOptions;
  readonly theme: Theme;
  readonly highlight: Highlight;
  readonly prompts: SavedPrompts;
  readonly now: () => number;
  readonly onExit: (exitCode: number) => void;
}

/** Everything that happens in a chat, without a screen: questions, commands, conversations, the connection. */
export function createChatController(options: ControllerOptions): ChatController {
  const { chat, theme, highlight, prompts, now, onExit } = options;
  const view = createStore<ChatView>(
    initialView(chat.session, chat.model ?? 'auto', chat.conversationId ?? null),
  );
  const transcript = createTranscript({ view, theme, highlight, columns: () => chat.stdout.columns || 80 });
  let restores = 0;
  let turn: ClientTurn | null = null;
  let leaving = new AbortController();
  let replaying = new AbortController();

  const connection = createConnection({
    client: chat.client,
    reconnect: () => chat.reconnect(),
    onState: (state) => view.set({ connection: state }),
    onClient: (client) => {
      // Figures are worth having, not worth failing for.
      client.onMetrics((stats) => view.set({ stats })).catch(() => {});
    },
  });

  function restore(text: string): void {
    view.set({ restore: { id: ++restores, text } });
  }

  async function ask(prompt: string, cacheMode?: 'refresh'): Promise<void> {
    const { conversationId, model } = view.get();
    const request: WireRequest = {
      prompt,
      priority: 'person',
      ...(model === 'auto' ? {} : { model }),
      ...(conversationId === null ? {} : { conversationId }),
      ...(cacheMode === undefined ? {} : { cache: { mode: cacheMode } }),
    };
    leaving = new AbortController();
    transcript.prompt(prompt);
    const back = await runLiveTurn({
      view,
      transcript,
      connection,
      request,
      now,
      signal: leaving.signal,
      onTurn: (started) => {
        turn = started;
        if (view.get().turn?.cancelling === true) cancelOnServer(started);
      },
    });
    turn = null;
    const [next, ...later] = view.get().queued;
    if (back) {
      // What was queued builds on the answer that did not come: it goes back into the input with its question.
      restore([prompt, ...view.get().queued].join('\n\n'));
      view.set({ queued: [] });
    } else if (next !== undefined) {
      view.set({ queued: later });
      await ask(next);
    }
  }

  function cancelOnServer(running: ClientTurn): void {
    running.cancel().catch(() => leaving.abort());
  }

  async function attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      transcript.notice(toJackdawError(error).message);
    }
  }

  async function switchTo(connect: () => Promise<JackdawClient>, demo: boolean): Promise<void> {
    connection.replace(await connect());
    view.set({ session: { ...view.get().session, demo, credentials: true }, screen: { name: 'chat' } });
  }

  const actions: ChatActions = {
    submit(text) {
      const trimmed = text.trim();
      if (trimmed === '') return;
      view.set({ hint: null });
      void prompts.append(text);
      if (/^\/\w*(\s|$)/.test(trimmed)) void attempt(() => runSlashCommand(trimmed, actions));
      else if (view.get().turn === null) void ask(text);
      else view.set({ queued: [...view.get().queued, text] });
    },
    takeBackQueued() {
      const { queued } = view.get();
      const text = queued.at(-1) ?? null;
      if (text !== null) view.set({ queued: queued.slice(0, -1) });
      return text;
    },
    cancelTurn() {
      const running = view.get().turn;
      if (running === null) return false;
      if (running.cancelling || view.get().connection.status === 'lost') leaving.abort();
      view.set({ turn: { ...running, cancelling: true } });
      if (turn !== null && !running.cancelling) cancelOnServer(turn);
      return true;
    },
    async askFresh() {
      const { last, turn: running } = view.get();
      if (running !== null) return transcript.notice('An answer is under way: Ctrl+C cancels it.');
      if (last === null) return transcript.notice('There is no question yet to ask again.');
      const { hit } = last.progress;
      if (hit?.tier === 'semantic') {
        const client = await connection.client();
        await client.call('cache.feedback', { entryId: hit.entryId, verdict: 'wrong' }).catch(() => {});
      }
      await ask(last.prompt, 'refresh');
    },
    newConversation() {
      if (view.get().turn !== null) return transcript.notice('An answer is under way: Ctrl+C cancels it.');
      replaying.abort();
      view.set({ conversationId: null, last: null });
      transcript.notice('A new conversation.');
    },
    async showHistory() {
      const { conversations } = await (await connection.client()).call('history.list', { limit: 50 });
      if (conversations.length === 0) transcript.notice('No conversation is kept yet.');
      else view.set({ screen: { name: 'history', conversations } });
    },
    async openConversation(id) {
      view.set({ screen: { name: 'chat' } });
      await attempt(async () => {
        const conversation = await (await connection.client()).call('history.get', { id });
        replaying.abort();
        replaying = new AbortController();
        view.set({ conversationId: conversation.id, last: null });
        await replayConversation(conversation, transcript, replaying.signal);
      });
    },
    async listModels() {
      return (await (await connection.client()).call('models.list', {})).models;
    },
    chooseModel(model) {
      view.set({ model, screen: { name: 'chat' } });
      transcript.notice(
        model === 'auto'
          ? 'Each question is routed to a model of its own.'
          : `Questions go to ${model} from here on.`,
      );
    },
    show: (screen) => view.set({ screen }),
    setPanel: (panel) => view.set({ panel }),
    setHint: (hint) => view.get().hint !== hint && view.set({ hint }),
    notice: (text) => transcript.notice(text),
    view: () => view.get(),
    saveKey: (key) =>
      attempt(async () => {
        await chat.saveKey(key);
        await switchTo(() => chat.reconnect(), false);
        transcript.notice('The key is kept on this machine, readable by you alone.');
      }),
    chooseDemo: () =>
      attempt(async () => {
        await switchTo(() => chat.chooseDemo(), true);
        transcript.notice('Demo: the built-in simulator answers. No model is asked, nothing is billed.');
      }),
    chooseBaseUrl: (url) =>
      attempt(async () => {
        await switchTo(() => chat.chooseBaseUrl(url), false);
        transcript.notice(`Questions go to ${url} from here on.`);
      }),
    exit: (exitCode) => onExit(exitCode),
  };

  return {
    view,
    actions,
    async start() {
      const { session, initialPrompt, conversationId, pickConversation } = chat;
      transcript.lines(welcomeText(session, view.get().model, theme));
      if (conversationId !== undefined) await actions.openConversation(conversationId);
      else if (pickConversation === true) await attempt(() => actions.showHistory());
      else if (!session.credentials && !session.demo) view.set({ screen: { name: 'setup' } });
      if (initialPrompt !== undefined) actions.submit(initialPrompt);
    },
    close() {
      leaving.abort();
      replaying.abort();
      connection.close();
    },
  };
}
