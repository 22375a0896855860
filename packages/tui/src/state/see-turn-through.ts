import {
  toJackdawError,
  toWireError,
  type ChatEvent,
  type HistoryMessage,
  type WireError,
} from '@jackdaw/core/protocol';
import type { ChatView } from './chat-view.ts';
import { LOST } from './finish-turn.ts';
import { followTurn, type FollowOptions } from './follow-turn.ts';
import { recoverTurn } from './recover-turn.ts';
import type { Store } from './store.ts';

export interface WatchedTurn extends Omit<FollowOptions, 'onEvent'> {
  readonly view: Store<ChatView>;
  /** The answer that broke off and is gone on with; null for a question of its own. */
  readonly earlier: string | null;
}

export interface TurnWatch {
  readonly onEvent: (event: ChatEvent) => void;
  /** More of the answer, which the history had of a turn that was lost. */
  readonly push: (text: string) => void;
  /** What was seen by now. */
  readonly seen: () => { readonly text: string; readonly traceId: string | null };
}

/** How a turn ended beside its own last event. */
export interface TurnEnding {
  /** Why it has none; null where it has. */
  readonly failure: WireError | null;
  /** The whole answer as the history has it, where the daemon had lost the turn. */
  readonly kept: HistoryMessage | null;
}

/** Follows a turn to its end; one that the daemon no longer knows is looked up in the history. Does not throw. */
export async function seeTurnThrough(
  { view, connection, begin, earlier, signal, onTurn }: WatchedTurn,
  { onEvent, push, seen }: TurnWatch,
): Promise<TurnEnding> {
  try {
    const outcome = await followTurn({ connection, begin, signal, onEvent, onTurn });
    if (outcome === 'ended') return { failure: null, kept: null };
    if (outcome === 'left') return { failure: LEFT, kept: null };
    const { text, traceId } = seen();
    const { conversationId } = view.get();
    const lost = { conversationId, traceId, seen: text, continues: earlier !== null };
    const recovered = await recoverTurn(connection, lost, signal);
    if (recovered !== null) push(recovered.unseen);
    return { failure: LOST, kept: recovered?.message.state === 'complete' ? recovered.message : null };
  } catch (error) {
    return { failure: toWireError(toJackdawError(error)), kept: null };
  }
}

const LEFT: WireError = { code: 'cancelled', message: 'Cancelled.', retryable: false };
