import { toJackdawError, type TurnEstimate, type WireRequest } from '@jackdaw/core/protocol';
import type { ChatView, PromptEstimate } from './chat-view.ts';
import type { Connection } from './connection.ts';
import type { Store } from './store.ts';

/** Milliseconds without a key before the daemon is asked; longer for a text that takes it a while to count. */
const PAUSE_MS = 300;
const LONG_PAUSE_MS = 1_000;
/** Characters from which a text is long, and from which nobody estimates it while it is being typed. */
const LONG = 50_000;
const MOST = 1_000_000;

export interface EstimatesOptions {
  readonly view: Store<ChatView>;
  readonly connection: Pick<Connection, 'client'>;
}

/** What the text in the input would do if it were sent now, kept in the view's `estimate`. None of this throws. */
export interface Estimates {
  /** The text in the input, after each change. Returns at once. */
  typed(text: string): void;
  close(): void;
}

/**
 * Asks the daemon when nobody has typed for a moment, one question at a time, and never while an answer is under way.
 * What stands there stays until the next is known, so that nothing flickers.
 */
export function createEstimates({ view, connection }: EstimatesOptions): Estimates {
  let text = '';
  let timer: NodeJS.Timeout | undefined;
  let asking = false;
  let circumstances = circumstancesOf(view.get());
  /** What is on screen, or being asked: the text within its circumstances. */
  let known = '';
  let closed = false;

  function show(estimate: PromptEstimate | null): void {
    if (!sameEstimate(view.get().estimate, estimate)) view.set({ estimate });
  }

  function begin(): void {
    clearTimeout(timer);
    if (!isWorthAsking(text) || circumstances === null) {
      known = '';
      return show(null);
    }
    if (known === circumstances + text) return undefined;
    timer = setTimeout(() => void ask(), text.length > LONG ? LONG_PAUSE_MS : PAUSE_MS);
    return undefined;
  }

  async function ask(): Promise<void> {
    // When the one under way is back, this one goes.
    if (asking || closed) return;
    asking = true;
    const asked = text;
    const within = circumstances;
    known = `${within}${asked}`;
    const estimate = await estimateOf(asked);
    asking = false;
    if (closed) return;
    if (asked === text && within === circumstances) show(estimate);
    else begin();
  }

  async function estimateOf(prompt: string): Promise<PromptEstimate | null> {
    const { conversationId, model } = view.get();
    const request: WireRequest = {
      prompt,
      priority: 'person',
      ...(model === 'auto' ? {} : { model }),
      ...(conversationId === null ? {} : { conversationId }),
    };
    try {
      const client = await connection.client();
      return toPromptEstimate(await client.call('turn.estimate', { request }), model);
    } catch (error) {
      const { code } = toJackdawError(error);
      return code === 'context_exceeded' ? { kind: 'too-long' } : null;
    }
  }

  const unsubscribe = view.subscribe(() => {
    const now = circumstancesOf(view.get());
    if (now === circumstances) return;
    circumstances = now;
    begin();
  });

  return {
    typed(next) {
      if (next === text) return;
      text = next;
      begin();
    },
    close() {
      closed = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** All that an estimate depends on beside the text; null where there is none to be had or wanted. */
function circumstancesOf({
  connection,
  session,
  turn,
  model,
  conversationId,
  estimating,
  last,
}: ChatView): string | null {
  if (!estimating || turn !== null || session === null || connection.status !== 'connected') return null;
  if (!session.credentials && !session.demo) return null;
  // The conversation grows with each answer.
  return JSON.stringify([model, conversationId, session.demo, last?.result?.traceId ?? null]);
}

function isWorthAsking(text: string): boolean {
  return text.trim() !== '' && text.length <= MOST && !/^\s*\//.test(text);
}

function toPromptEstimate({ model, task, contextTokens, usd }: TurnEstimate, mode: string): PromptEstimate {
  return { kind: 'route', model, task: mode === 'auto' ? task : null, contextTokens, usd };
}

function sameEstimate(one: PromptEstimate | null, other: PromptEstimate | null): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}
