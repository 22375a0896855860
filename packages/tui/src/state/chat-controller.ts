import type { ClientTurn } from '@jackdaw/core/client';
import { ERROR_CODES, toJackdawError, type WireRequest } from '@jackdaw/core/protocol';
import type { Highlight } from '../markdown/index.ts';
import type { ChatLink, RenderChatOptions } from '../render-chat-options.ts';
import { isSlashCommand, needsDaemon, runSlashCommand } from '../slash-commands/index.ts';
import type { Theme } from '../theme/index.ts';
import { createCacheActions } from './cache-actions.ts';
import type { ChatActions } from './chat-actions.ts';
import { initialView, type ChatView } from './chat-view.ts';
import { createConnection, type ConnectionState } from './connection.ts';
import { replayConversation } from './replay-conversation.ts';
import { runLiveTurn } from './run-live-turn.ts';
import type { SavedPrompts } from './saved-prompts.ts';
import { createStore, type Store } from './store.ts';
import { createTranscript } from './transcript.ts';
import { welcomeText } from './welcome.ts';

export interface ChatController {
  readonly view: Store<ChatView>;
  readonly actions: ChatActions;
  /** Says who speaks, and begins to connect. What is sent from here on waits for the connection, and goes then. */
  start(): void;
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
  const view = createStore<ChatView>(initialView(chat.model ?? 'auto'));
  const transcript = createTranscript({ view, theme, highlight, columns: () => chat.stdout.columns || 80 });
  let restores = 0;
  let turn: ClientTurn | null = null;
  let leaving = new AbortController();
  let replaying = new AbortController();
  /** True from the moment when everything that the first connection brings with it is done. */
  let ready = false;
  /** Whether something that was sent is being done; the rest waits. */
  let busy = false;
  /** Whether the daemon is told of a wrong answer, before its question is asked again. */
  let refreshing = false;

  const connection = createConnection({
    connect: (onStarting) => chat.connect(onStarting),
    onState: tellState,
    onLink(link) {
      const isFirst = view.get().session === null;
      view.set({ session: link.session });
      // Figures are worth having, not worth failing for.
      link.client.onMetrics((stats) => view.set({ stats })).catch(() => {});
      if (isFirst) void begin(link);
    },
  });
  const cache = createCacheActions({ view, transcript, connection });
  view.subscribe(sendNext);

  function tellState(state: ConnectionState): void {
    view.set({ connection: state });
    if (state.status !== 'failed') return;
    const kept = view.get().queued.length > 0 ? ' What you sent is kept and goes then.' : '';
    transcript.notice(`${state.error.message}\nEnter tries to connect again.${kept} Ctrl+D exits.`);
  }

  /** What the options ask for, as soon as there is somebody to ask. */
  async function begin({ client, session }: ChatLink): Promise<void> {
    if (session.note !== null) transcript.notice(session.note);
    if (session.demo && !isDemoAsked(chat)) transcript.notice(DEMO_NOTICE);
    await attempt(async () => {
      const conversationId = (await chat.findConversation?.(client)) ?? null;
      if (conversationId !== null) await actions.openConversation(conversationId);
      else if (chat.pickConversation === true) await actions.showHistory();
    });
    if (!session.credentials && !session.demo) view.set({ screen: { name: 'setup' } });
    ready = true;
    sendNext();
  }

  /** Takes the next of what was sent, when the one before it is done and its answer can be seen. */
  function sendNext(): void {
    const { queued, screen, turn: running } = view.get();
    const [next, ...later] = queued;
    if (!ready || busy || running !== null || screen.name !== 'chat' || next === undefined) return;
    void alone(async () => {
      view.set({ queued: later });
      if (isSlashCommand(next)) await attempt(() => runSlashCommand(next.trim(), actions));
      else await ask(next);
    });
  }

  async function alone(work: () => Promise<void>): Promise<void> {
    busy = true;
    try {
      await work();
    } finally {
      busy = false;
      sendNext();
    }
  }

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
    const outcome = await runLiveTurn({
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
    if (outcome === 'done') return;
    const { queued } = view.get();
    view.set({ queued: [] });
    const back = outcome === 'unanswered' ? [prompt, ...queued] : queued;
    if (back.length > 0) restore(back.join('\n\n'));
  }

  function cancelOnServer(running: ClientTurn): void {
    running.cancel().catch(() => leaving.abort());
  }

  async function attempt(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      transcript.notice(toJackdawError(error).message);
    }
  }

  async function switchTo(connect: () => Promise<ChatLink>): Promise<void> {
    connection.replace(await connect());
    view.set({ screen: { name: 'chat' } });
  }

  const actions: ChatActions = {
    submit(text) {
      const trimmed = text.trim();
      if (trimmed === '') return;
      connection.open();
      view.set({ hint: null });
      void prompts.append(text);
      const mayRun = isSlashCommand(text) && (ready || !needsDaemon(trimmed));
      if (mayRun) void attempt(() => runSlashCommand(trimmed, actions));
      else view.set({ queued: [...view.get().queued, text] });
    },
    connect: () => connection.open(),
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
      if (running !== null || refreshing) return transcript.notice(UNDER_WAY);
      if (last === null) return transcript.notice('There is no question yet to ask again.');
      refreshing = true;
      await alone(async () => {
        await attempt(() => cache.rejectAnswer(last));
        refreshing = false;
        await ask(last.prompt, 'refresh');
      });
    },
    showMatched: () => cache.showMatched(),
    showOffered: () => cache.showOffered(),
    showCache: () => cache.showList(),
    showCached: (id) => attempt(() => cache.showEntry(id)),
    deleteCached: (id) => attempt(() => cache.deleteEntry(id)),
    newConversation() {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
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
        await switchTo(() => chat.connect(() => {}));
        transcript.notice('The key is kept on this machine, readable by you alone.');
      }),
    chooseDemo: () =>
      attempt(async () => {
        await switchTo(() => chat.chooseDemo());
        transcript.notice(DEMO_NOTICE);
      }),
    chooseBaseUrl: (url) =>
      attempt(async () => {
        await switchTo(() => chat.chooseBaseUrl(url));
        transcript.notice(`Questions go to ${url} from here on.`);
      }),
    exit(exitCode) {
      const { connection: state } = view.get();
      onExit(exitCode === 0 && state.status === 'failed' ? ERROR_CODES[state.error.code].exitCode : exitCode);
    },
  };

  return {
    view,
    actions,
    start() {
      const facts = { version: chat.version, demo: isDemoAsked(chat), model: view.get().model };
      transcript.lines(welcomeText(facts, theme));
      if (chat.initialPrompt !== undefined) actions.submit(chat.initialPrompt);
      connection.open();
    },
    close() {
      leaving.abort();
      replaying.abort();
      connection.close();
    },
  };
}

const UNDER_WAY = 'An answer is under way: Ctrl+C cancels it.';
const DEMO_NOTICE = 'Demo: the built-in simulator answers. No model is asked, nothing is billed.';

function isDemoAsked({ env }: RenderChatOptions): boolean {
  return env['JACKDAW_DEMO'] === '1';
}
