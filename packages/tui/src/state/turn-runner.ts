import type { ClientTurn, JackdawClient } from '@jackdaw/core/client';
import { thinkingFor, type WireRequest } from '@jackdaw/core/protocol';
import type { KeyMap } from '../keys/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Connection } from './connection.ts';
import type { Offer } from './offer.ts';
import { runLiveTurn } from './run-live-turn.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';

/** What a question may ask for beside its answer. */
export type Wishes = Pick<WireRequest, 'cache' | 'model' | 'overBudget'>;

/** Runs the chat's turns, one at a time; none of these throws. */
export interface TurnRunner {
  ask(prompt: string, wishes?: Wishes): Promise<void>;
  /** Goes on with an answer that broke off. */
  goOn(offer: Offer & { readonly kind: 'continue' }): Promise<void>;
  /** Follows a turn that somebody else began, from its first event on. */
  watch(turnId: string, prompt: string, earlier: string | null): Promise<void>;
  /** Stops the turn under way; a second time, or without a connection, leaves it at once. False where none is. */
  cancel(): boolean;
  /** Leaves the turn, which goes on for a while. */
  leave(): void;
}

export interface TurnRunnerOptions {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly keys: KeyMap;
  readonly connection: Connection;
  readonly now: () => number;
  /** Milliseconds between two looks at what came. */
  readonly flushMs: number;
}

interface Run {
  readonly prompt: string;
  readonly earlier: string | null;
  readonly begin: (client: JackdawClient) => Promise<ClientTurn>;
}

export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { view, transcript, keys, connection, now, flushMs } = options;
  let restores = 0;
  let turn: ClientTurn | null = null;
  let leaving = new AbortController();

  async function run(what: Run): Promise<void> {
    leaving = new AbortController();
    const outcome = await runLiveTurn({
      ...what,
      view,
      transcript,
      keys,
      connection,
      now,
      flushMs,
      signal: leaving.signal,
      onTurn: (begun) => {
        turn = begun;
        if (begun.conversationId !== null) view.set({ conversationId: begun.conversationId });
        if (view.get().turn?.cancelling === true) cancelOnServer(begun);
      },
    });
    turn = null;
    if (outcome === 'done') return;
    const { queued } = view.get();
    const back = outcome === 'unanswered' ? [what.prompt, ...queued] : queued;
    view.set({ queued: [] });
    if (back.length > 0) view.set({ restore: { id: ++restores, text: back.join('\n\n') } });
  }

  function cancelOnServer(running: ClientTurn): void {
    running.cancel().catch(() => leaving.abort());
  }

  return {
    async ask(prompt, wishes = {}) {
      const { conversationId, model, thinking } = view.get();
      const request: WireRequest = {
        prompt,
        priority: 'person',
        ...(model === 'auto' ? {} : { model }),
        ...(conversationId === null ? {} : { conversationId }),
        ...thinkingWish(thinking),
        ...wishes,
      };
      transcript.prompt(prompt);
      await run({ prompt, earlier: null, begin: (client) => client.startTurn(request) });
    },
    async goOn({ prompt, earlier, model: before }) {
      const { conversationId, model } = view.get();
      if (conversationId === null) return;
      // In one voice, unless the person chose another one since.
      const voice = model === 'auto' ? before : model;
      const request: WireRequest = {
        continue: true,
        conversationId,
        priority: 'person',
        ...(voice === null ? {} : { model: voice }),
      };
      transcript.goingOn();
      await run({ prompt, earlier, begin: (client) => client.startTurn(request) });
    },
    watch: (turnId, prompt, earlier) => run({ prompt, earlier, begin: (client) => client.attach(turnId, 0) }),
    cancel() {
      const running = view.get().turn;
      if (running === null) return false;
      if (running.cancelling || view.get().connection.status === 'lost') leaving.abort();
      view.set({ turn: { ...running, cancelling: true } });
      if (turn !== null && !running.cancelling) cancelOnServer(turn);
      return true;
    },
    leave: () => leaving.abort(),
  };
}

function thinkingWish(mode: ChatView['thinking']): Pick<WireRequest, 'thinking'> {
  const thinking = mode === null ? null : thinkingFor(mode);
  return thinking === null ? {} : { thinking };
}
