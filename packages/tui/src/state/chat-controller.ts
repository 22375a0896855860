import type { JackdawClient } from '@jackdaw/core/client';
import type { ThemeName } from '@jackdaw/core/home';
import { ERROR_CODES, toJackdawError } from '@jackdaw/core/protocol';
import { attachFiles, inspectMentions, mentionOf, type PathPlace } from '../attachments/index.ts';
import { createKeyMap } from '../keys/index.ts';
import type { Highlight } from '../markdown/index.ts';
import type { ChatLink, RenderChatOptions } from '../render-chat-options.ts';
import { isSlashCommand, needsDaemon, runSlashCommand } from '../slash-commands/index.ts';
import type { Theme } from '../theme/index.ts';
import { createAttachedPreview } from './attached-preview.ts';
import { createCacheActions } from './cache-actions.ts';
import type { ChatActions } from './chat-actions.ts';
import type { ChatParts } from './chat-parts.ts';
import { initialView, type ChatView } from './chat-view.ts';
import { createConnection, type ConnectionState } from './connection.ts';
import { createAnswerActions } from './answer-actions.ts';
import { createBranchActions } from './branch-actions.ts';
import { createFlipActions } from './flip-actions.ts';
import { createConversationActions } from './conversation-actions.ts';
import { createNameLookup } from './name-lookup.ts';
import { createLibraryActions } from './library-actions.ts';
import { createEstimates } from './prompt-estimate.ts';
import { createPromptQueue } from './prompt-queue.ts';
import { watchRecentFigures } from './recent-figures.ts';
import { createQuestionActions } from './question-actions.ts';
import type { SavedDrafts } from './saved-drafts.ts';
import type { SavedPrompts } from './saved-prompts.ts';
import { createSetupActions, DEMO_NOTICE } from './setup-actions.ts';
import { createStore, type Store } from './store.ts';
import { createTellingActions } from './telling-actions.ts';
import { createTranscript, type Transcript } from './transcript.ts';
import { createWarningTeller } from './tell-warnings.ts';
import { createTour } from './tour.ts';
import { runLiveTurn } from './run-live-turn.ts';
import { createTurnRunner, type RunTurn } from './turn-runner.ts';
import { welcomeText } from './welcome.ts';

export interface ChatController {
  readonly view: Store<ChatView>;
  readonly actions: ChatActions;
  /** Resolves once everything that was sent is done, after the start too. */
  whenIdle(): Promise<void>;
  /** The connection of now, or the next one; never settles once the chat is closed. */
  client(): Promise<JackdawClient>;
  /** Says who speaks, and begins to connect. What is sent from here on waits for the connection, and goes then. */
  start(): void;
  close(): void;
}

export interface ControllerOptions {
  readonly chat: RenderChatOptions;
  readonly theme: Theme;
  readonly chooseTheme?: (name: ThemeName) => void;
  readonly highlight: Highlight;
  /** Loads what `highlight` needs. Not called before there is a connection: it takes longer than the prompt to show. */
  readonly loadLanguages?: (() => Promise<void>) | undefined;
  readonly prompts: SavedPrompts;
  readonly drafts?: SavedDrafts | undefined;
  /** What chats that have died left behind, oldest first. */
  readonly abandoned?: readonly string[] | undefined;
  /** Where paths of prompts begin; without it no file goes along. */
  readonly files?: PathPlace | undefined;
  readonly now: () => number;
  /** Where the chat is written and how a turn is shown; on a screen where left out. */
  readonly transcript?: ((view: Store<ChatView>) => Transcript) | undefined;
  readonly runTurn?: RunTurn | undefined;
  readonly onExit: (exitCode: number) => void;
}

/** The conversation that a chat begins with; null for a new one, unless one is picked. */
interface Found {
  readonly id: string | null;
  readonly pick: boolean;
}

/** Everything that happens in a chat, without a screen: questions, commands, conversations, the connection. */
export function createChatController(options: ControllerOptions): ChatController {
  const { chat, theme, highlight, prompts, drafts, abandoned = [], files, now, onExit } = options;
  const attach = async (prompt: string) => (files === undefined ? [] : attachFiles(prompt, files));
  const inspect = async (text: string) => (files === undefined ? null : inspectMentions(text, files));
  let restores = 0;
  const view = createStore<ChatView>(initialView(chat.model ?? 'auto'));
  const keys = chat.keys ?? createKeyMap().keys;
  const transcript =
    options.transcript?.(view) ??
    createTranscript({ view, theme, highlight, columns: () => chat.stdout.columns || 80 });
  const tellWarnings = createWarningTeller((warning) => transcript.notice(`Warning: ${warning}`));

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
  const turns = createTurnRunner({
    view,
    transcript,
    keys,
    connection,
    now,
    attach,
    runTurn: options.runTurn ?? runLiveTurn,
    flushMs: chat.motion === 'reduced' ? CALM_FLUSH_MS : FLUSH_MS,
  });
  const preview = createAttachedPreview({ view, inspect });
  const estimates = createEstimates({ view, connection });
  const queue = createPromptQueue(view, (text) =>
    isSlashCommand(text) ? attempt(() => runSlashCommand(text.trim(), actions)) : turns.ask(text),
  );
  const stopFigures = watchRecentFigures({ view, connection });
  const putBack = (text: string) => view.set({ restore: { id: ++restores, text } });
  const parts: ChatParts = {
    view,
    keys,
    transcript,
    connection,
    turns,
    loadLanguages: async () => options.loadLanguages?.().catch(() => {}),
    putBack,
    attempt,
    alone: queue.alone,
  };
  const cache = createCacheActions(parts);
  const names = createNameLookup(parts, now);
  const branches = createBranchActions(parts);
  const { close: closeConversations, ...conversations } = createConversationActions(
    parts,
    chat.plain ? FEW_MESSAGES : undefined,
  );

  /** What a crash would take: the input, and before it what waits to be sent. */
  function keepDraft(): void {
    const { queued, editedQueued } = view.get();
    const waiting = queued.filter((_text, index) => index !== editedQueued);
    drafts?.keep([...waiting, typed].filter((text) => text !== '').join('\n\n'));
  }

  /** The latest draft goes back into the input, the ones before it to where earlier prompts are found. */
  async function restoreDrafts(): Promise<void> {
    const latest = abandoned.at(-1);
    if (latest === undefined) return;
    // Until the input has it, the file must.
    drafts?.keep(latest);
    void drafts?.flush();
    view.set({ restore: { id: 0, text: latest }, hint: 'what was typed when the chat ended is back' });
    for (const older of abandoned.slice(0, -1)) await prompts.append(older);
  }

  async function attempt(action: () => void | Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      transcript.notice(toJackdawError(error).message);
    }
  }

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
    void parts.loadLanguages();
    if (!session.credentials && !session.demo) view.set({ screen: { name: 'setup' } });
    queue.open();
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

  let typed = '';
  let attachedByCommand = 0;
  let queuedBefore = view.get().queued;
  view.subscribe(() => {
    const { queued } = view.get();
    if (queued !== queuedBefore) keepDraft();
    queuedBefore = queued;
  });
  const tour = createTour({
    view,
    keys,
    folder: chat.paths.state,
    isBusy: () => typed !== '' || view.get().queued.length > 0,
    tell: (hint) => transcript.aside(hint),
  });
  const listModels = async () => (await (await connection.client()).call('models.list', {})).models;
  const actions: ChatActions = {
    ...createQuestionActions(parts, { listModels, rejectAnswer: (turn) => cache.rejectAnswer(turn) }),
    ...conversations,
    ...createLibraryActions(parts, conversations),
    ...createAnswerActions(parts, chat),
    ...createFlipActions(parts, conversations),
    ...createTellingActions(parts, chat),
    fork: branches.fork,
    editQuestion: branches.editQuestion,
    dropEdit: branches.dropEdit,
    putBack,
    ...createSetupActions(parts, chat),
    listModels,
    submit(text) {
      const trimmed = text.trim();
      if (trimmed === '') return;
      connection.open();
      view.set({ hint: null });
      void prompts.append(text);
      if (queue.keepEdited(text)) return;
      if (!isSlashCommand(text) && branches.sendEdited(text)) return;
      const mayRun = isSlashCommand(text) && (queue.isOpen || !needsDaemon(trimmed));
      if (mayRun) void attempt(() => runSlashCommand(trimmed, actions));
      else queue.add(text);
    },
    runCommand: (text) => attempt(() => runSlashCommand(text, actions)),
    enterNothing() {
      if (queue.keepEdited('')) return;
      connection.open();
      const { offer } = view.get();
      if (offer?.kind === 'continue') void actions.continueAnswer();
      if (offer?.kind === 'retry') void actions.retry();
    },
    takeBackQueued: () => queue.takeBack(),
    editQueued: (direction, typedSoFar) => queue.edit(direction, typedSoFar),
    cancelTurn: () => turns.cancel(),
    attachFile: (path) =>
      attempt(async () => {
        const name = path
          .trim()
          .replace(/^(["'])(.*)\1$/, '$2')
          .replace(/^@/, '');
        if (name === '')
          return transcript.notice('Name the file: /attach FILE. In a question, @FILE does the same.');
        const mention = mentionOf(name);
        // Said now rather than when the question is sent.
        const [attachment] = await attach(name.includes('.') ? mention : `@"${name}"`);
        if (attachment === undefined) return transcript.notice(`${name} is no file that could be attached.`);
        return view.set({ restore: { id: -++attachedByCommand, text: `${mention} ` } });
      }),
    showMatched: () => cache.showMatched(),
    showOffered: () => cache.showOffered(),
    showThoughts() {
      const { lastThoughts, turn } = view.get();
      if (turn !== null) transcript.notice(UNDER_WAY_LATER);
      else if (lastThoughts === null) transcript.notice('No thoughts were shown in this chat.');
      else transcript.thoughts(lastThoughts);
    },
    chooseTheme: (name) => options.chooseTheme?.(name),
    setThinking: (thinking) => view.set({ thinking }),
    chooseModel(model) {
      view.set({ model, screen: { name: 'chat' } });
      transcript.notice(
        model === 'auto'
          ? 'Each question is routed to a model of its own.'
          : `Questions go to ${model} from here on.`,
      );
    },
    show: (screen) => view.set({ screen }),
    openView: (fullView) => view.set({ fullView }),
    setPanel: (panel) => view.set({ panel }),
    setEstimating: (estimating) => view.set({ estimating }),
    typed(text) {
      typed = text;
      estimates.typed(text);
      preview.typed(text);
      keepDraft();
      names.typed(text);
    },
    setHint: (hint) => view.get().hint !== hint && view.set({ hint }),
    notice: (text) => transcript.notice(text),
    view: () => view.get(),
    hasScreen: () => !chat.plain,
    keys: () => keys,
    exit(exitCode) {
      const { connection: state } = view.get();
      onExit(exitCode === 0 && state.status === 'failed' ? ERROR_CODES[state.error.code].exitCode : exitCode);
    },
  };

  return {
    view,
    actions,
    client: () => connection.client(),
    whenIdle: () => queue.whenIdle(),
    start() {
      const facts = { version: chat.version, demo: isDemoAsked(chat), model: view.get().model };
      transcript.lines(welcomeText(facts, theme));
      if (chat.problems !== undefined && chat.problems.length > 0)
        transcript.notice(chat.problems.join('\n'));
      void restoreDrafts();
      if (chat.tour === true) void tour.begin();
      if (chat.initialPrompt !== undefined) actions.submit(chat.initialPrompt);
      connection.open();
    },
    close() {
      turns.leave();
      estimates.close();
      tour.close();
      preview.close();
      stopFigures();
      closeConversations();
      connection.close();
    },
  };
}

/** Text goes to the screen this often at most. Milliseconds. */
const FLUSH_MS = 60;
const CALM_FLUSH_MS = 500;

/** Of a conversation that is opened where everything is read aloud from its beginning. */
const FEW_MESSAGES = 4;

const UNDER_WAY_LATER = 'An answer is under way: look when it is there.';

function isDemoAsked({ env }: RenderChatOptions): boolean {
  return env['JACKDAW_DEMO'] === '1';
}
