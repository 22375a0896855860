import type { ClientTurn, JackdawClient } from '@jackdaw/core/client';
import { thinkingFor, toJackdawError, type Attachment, type WireRequest } from '@jackdaw/core/protocol';
import { attachedOf, describeAttached } from '../attachments/index.ts';
import type { KeyMap } from '../keys/index.ts';
import type { ChatView } from './chat-view.ts';
import type { Connection } from './connection.ts';
import type { LiveTurnOutcome, TurnKind } from './finish-turn.ts';
import type { LastAnswer } from './last-answer.ts';
import type { Offer } from './offer.ts';
import type { LiveTurnOptions } from './run-live-turn.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';

/** What a question may ask for beside its answer. */
export type Wishes = Pick<WireRequest, 'cache' | 'model' | 'overBudget'>;

/** Runs the chat's turns, one at a time; none of these throws. */
export interface TurnRunner {
  ask(prompt: string, wishes?: Wishes): Promise<void>;
  /** Asks for another answer to the conversation's last question. */
  askAnew(answer: LastAnswer, wishes: Wishes): Promise<void>;
  /** Goes on with an answer that broke off. */
  goOn(offer: Offer & { readonly kind: 'continue' }): Promise<void>;
  /** Follows a turn that somebody else began, from its first event on. */
  watch(turnId: string, prompt: string, earlier: string | null): Promise<void>;
  /** Stops the turn under way; a second time, or without a connection, leaves it at once. False where none is. */
  cancel(): boolean;
  /** Leaves the turn, which goes on for a while. */
  leave(): void;
}

/** Shows one turn from its beginning to its badge; must not throw. */
export type RunTurn = (turn: LiveTurnOptions) => Promise<LiveTurnOutcome>;

export interface TurnRunnerOptions {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly keys: KeyMap;
  readonly connection: Connection;
  readonly now: () => number;
  readonly runTurn: RunTurn;
  /** Milliseconds between two looks at what came. */
  readonly flushMs: number;
  /** The files that a question names. Throws where one cannot be sent. */
  readonly attach: (prompt: string) => Promise<readonly Attachment[]>;
}

interface Run {
  readonly prompt: string;
  readonly kind: TurnKind;
  readonly earlier: string | null;
  readonly begin: (client: JackdawClient) => Promise<ClientTurn>;
}

export function createTurnRunner(options: TurnRunnerOptions): TurnRunner {
  const { view, transcript, keys, connection, now, attach, runTurn, flushMs } = options;
  let restores = 0;
  let turn: ClientTurn | null = null;
  let leaving = new AbortController();

  async function run(what: Run): Promise<void> {
    leaving = new AbortController();
    const outcome = await runTurn({
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
    giveBack(outcome === 'unanswered' && what.kind !== 'anew' ? [what.prompt] : []);
  }

  /** Into the input, with what waits behind it: that builds on an answer which is not there. */
  function giveBack(prompts: readonly string[]): void {
    const { queued, editedQueued } = view.get();
    // The one that is being changed is in the input already.
    const back = [...prompts, ...queued.filter((_text, index) => index !== editedQueued)];
    view.set({ queued: [], editedQueued: null });
    if (back.length > 0) view.set({ restore: { id: ++restores, text: back.join('\n\n') } });
  }

  function cancelOnServer(running: ClientTurn): void {
    running.cancel().catch(() => leaving.abort());
  }

  return {
    async ask(prompt, wishes = {}) {
      let attachments: readonly Attachment[];
      try {
        // Most questions name no file: nothing is waited for.
        attachments = prompt.includes('@') ? await attach(prompt) : [];
      } catch (error) {
        transcript.notice(toJackdawError(error).message);
        return giveBack([prompt]);
      }
      const { conversationId, model, system, thinking } = view.get();
      const request: WireRequest = {
        prompt,
        ...(conversationId === null && system !== null ? { system } : {}),
        priority: 'person',
        ...(model === 'auto' ? {} : { model }),
        ...(conversationId === null ? {} : { conversationId }),
        ...thinkingWish(thinking),
        ...(attachments.length === 0 ? {} : { attachments: [...attachments] }),
        ...wishes,
      };
      transcript.prompt(prompt);
      if (attachments.length > 0)
        transcript.notice(`Attached: ${attachments.map(attachedOf).map(describeAttached).join(' · ')}`);
      return run({ prompt, kind: 'question', earlier: null, begin: (client) => client.startTurn(request) });
    },
    async askAnew({ prompt, traceId }, wishes) {
      const { conversationId, model, thinking } = view.get();
      if (conversationId === null) return;
      const request: WireRequest = {
        regenerate: traceId ?? true,
        conversationId,
        priority: 'person',
        ...(model === 'auto' ? {} : { model }),
        ...thinkingWish(thinking),
        ...wishes,
      };
      transcript.prompt(prompt);
      await run({ prompt, kind: 'anew', earlier: null, begin: (client) => client.startTurn(request) });
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
      await run({ prompt, kind: 'continuation', earlier, begin: (client) => client.startTurn(request) });
    },
    watch: (turnId, prompt, earlier) =>
      run({
        prompt,
        kind: earlier === null ? 'question' : 'continuation',
        earlier,
        begin: (client) => client.attach(turnId, 0),
      }),
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
