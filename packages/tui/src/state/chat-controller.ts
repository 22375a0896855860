import type { JackdawClient } from '@jackdaw/core/client';
import { ERROR_CODES, toJackdawError } from '@jackdaw/core/protocol';
import type { Highlight } from '../markdown/index.ts';
import type { ChatLink, RenderChatOptions } from '../render-chat-options.ts';
import { isSlashCommand, needsDaemon, runSlashCommand } from '../slash-commands/index.ts';
import type { Theme } from '../theme/index.ts';
import { betterThan } from './better-model.ts';
import { createCacheActions } from './cache-actions.ts';
import type { ChatActions } from './chat-actions.ts';
import { initialView, type ChatView } from './chat-view.ts';
import { compactText } from './compact-text.ts';
import { createConnection, type ConnectionState } from './connection.ts';
import { createEstimates } from './prompt-estimate.ts';
import { replayConversation, standingOf } from './replay-conversation.ts';
import type { SavedPrompts } from './saved-prompts.ts';
import { createStore, type Store } from './store.ts';
import { createTranscript } from './transcript.ts';
import { createWarningTeller } from './tell-warnings.ts';
import { createTurnRunner, type Wishes } from './turn-runner.ts';
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

/** The conversation that a chat begins with; null for a new one, unless one is picked. */
interface Found {
  readonly id: string | null;
  readonly pick: boolean;
}

/** Everything that happens in a chat, without a screen: questions, commands, conversations, the connection. */
export function createChatController(options: ControllerOptions): ChatController {
  const { chat, theme, highlight, prompts, now, onExit } = options;
  const view = createStore<ChatView>(initialView(chat.model ?? 'auto'));
  const transcript = createTranscript({ view, theme, highlight, columns: () => chat.stdout.columns || 80 });
  let replaying = new AbortController();
  const tellWarnings = createWarningTeller((warning) => transcript.notice(`Warning: ${warning}`));
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
      void tellWarnings(link.client);
      if (isFirst) void begin(link);
    },
  });
  const cache = createCacheActions({ view, transcript, connection });
  const turns = createTurnRunner({ view, transcript, connection, now });
  const estimates = createEstimates({ view, connection });
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
      const { id, pick } = await findConversation(client);
      if (pick) await actions.showHistory();
      else if (id !== null) await actions.openConversation(id);
    });
    if (!session.credentials && !session.demo) view.set({ screen: { name: 'setup' } });
    ready = true;
    sendNext();
  }

  /** The conversation that was asked for. One that is not there is said, and another can be chosen in its place. */
  async function findConversation(client: JackdawClient): Promise<Found> {
    try {
      const id = (await chat.findConversation?.(client)) ?? null;
      return { id, pick: id === null && chat.pickConversation === true };
    } catch (error) {
      transcript.notice(`${toJackdawError(error).message}\nChoose another one, or go on with a new one.`);
      return { id: null, pick: true };
    }
  }

  /** Takes the next of what was sent, when the one before it is done and its answer can be seen. */
  function sendNext(): void {
    const { queued, screen, turn: running } = view.get();
    const [next, ...later] = queued;
    if (!ready || busy || running !== null || screen.name !== 'chat' || next === undefined) return;
    void alone(async () => {
      view.set({ queued: later });
      if (isSlashCommand(next)) await attempt(() => runSlashCommand(next.trim(), actions));
      else await turns.ask(next);
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

  async function askAgain(wishes: Wishes = {}): Promise<void> {
    const { last, turn: running } = view.get();
    if (running !== null || refreshing) return transcript.notice(UNDER_WAY);
    if (last === null) return transcript.notice('There is no question yet to ask again.');
    await alone(() => turns.ask(last.prompt, wishes));
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
    enterNothing() {
      connection.open();
      const { offer } = view.get();
      if (offer?.kind === 'continue') void actions.continueAnswer();
      if (offer?.kind === 'retry') void actions.retry();
    },
    async continueAnswer() {
      const { offer, turn: running } = view.get();
      if (running !== null || refreshing) return transcript.notice(UNDER_WAY);
      if (offer?.kind !== 'continue')
        return transcript.notice('No answer broke off: there is nothing to go on with.');
      await alone(() => turns.goOn(offer));
    },
    retry: () => askAgain(),
    askOverBudget: () => askAgain({ overBudget: true }),
    async askBetter() {
      const { last, turn: running } = view.get();
      if (running !== null || refreshing) return transcript.notice(UNDER_WAY);
      if (last === null) return transcript.notice('There is no question yet to ask again.');
      await attempt(async () => {
        const better = betterThan(last.progress, await actions.listModels());
        if (better.tier === null) return transcript.notice(better.reason);
        // Something else may have been sent while the models were looked up.
        if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
        transcript.notice(better.reason);
        return askAgain({ model: better.tier, cache: { mode: 'refresh' } });
      });
    },
    takeBackQueued() {
      const { queued } = view.get();
      const text = queued.at(-1) ?? null;
      if (text !== null) view.set({ queued: queued.slice(0, -1) });
      return text;
    },
    cancelTurn: () => turns.cancel(),
    async askFresh() {
      const { last, turn: running } = view.get();
      if (running !== null || refreshing) return transcript.notice(UNDER_WAY);
      if (last === null) return transcript.notice('There is no question yet to ask again.');
      refreshing = true;
      await alone(async () => {
        await attempt(() => cache.rejectAnswer(last));
        refreshing = false;
        await turns.ask(last.prompt, { cache: { mode: 'refresh' } });
      });
    },
    showMatched: () => cache.showMatched(),
    showOffered: () => cache.showOffered(),
    showCache: () => cache.showList(),
    showCached: (id) => attempt(() => cache.showEntry(id)),
    deleteCached: (id) => attempt(() => cache.deleteEntry(id)),
    async compact() {
      const { conversationId: id, turn: running, spentUsd } = view.get();
      if (running !== null) return transcript.notice(UNDER_WAY);
      if (id === null) return transcript.notice('There is no conversation yet to summarise.');
      await alone(() =>
        attempt(async () => {
          transcript.notice('Summarising the older messages…');
          const outcome = await (await connection.client()).call('history.compact', { id });
          view.set({ spentUsd: spentUsd + (outcome.costUsd ?? 0) });
          transcript.notice(compactText(outcome));
        }),
      );
    },
    newConversation() {
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      replaying.abort();
      view.set({ conversationId: null, last: null, offer: null });
      transcript.notice('A new conversation.');
    },
    async showHistory() {
      const { conversations } = await (await connection.client()).call('history.list', { limit: 50 });
      if (conversations.length === 0) transcript.notice('No conversation is kept yet.');
      else view.set({ screen: { name: 'history', conversations } });
    },
    async openConversation(id) {
      view.set({ screen: { name: 'chat' } });
      if (view.get().turn !== null) return transcript.notice(UNDER_WAY);
      await attempt(async () => {
        const conversation = await (await connection.client()).call('history.get', { id });
        replaying.abort();
        replaying = new AbortController();
        const { signal } = replaying;
        const { offer, underWay } = standingOf(conversation);
        view.set({ conversationId: conversation.id, last: null, offer: null });
        await replayConversation(conversation, transcript, signal);
        if (signal.aborted) return;
        // Not waited for: the conversation is open, and what it brings is being read.
        if (underWay !== null)
          void alone(() => turns.watch(underWay.turnId, underWay.prompt, underWay.earlier));
        else view.set({ offer });
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
    setEstimating: (estimating) => view.set({ estimating }),
    typed: (text) => estimates.typed(text),
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
      turns.leave();
      estimates.close();
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
