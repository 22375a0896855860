import type { ClientTurn } from '@jackdaw/core/client';
import {
  toJackdawError,
  toWireError,
  type ChatEvent,
  type WireError,
  type WireRequest,
} from '@jackdaw/core/protocol';
import { createAnswerText } from './answer-text.ts';
import { badgeText, factsOfTurn } from './badge.ts';
import type { ChatView, LiveTurn } from './chat-view.ts';
import type { Connection } from './connection.ts';
import { errorNote, stopNote } from './ending-notes.ts';
import { followTurn } from './follow-turn.ts';
import { similarHints } from './similar-notes.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';
import { advanceProgress, startProgress, type TurnProgress } from './turn-progress.ts';

/** Text goes to the screen this often at most. Milliseconds. */
const FLUSH_MS = 60;

export interface LiveTurnOptions {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly connection: Connection;
  readonly request: WireRequest;
  readonly now: () => number;
  readonly signal: AbortSignal;
  readonly onTurn: (turn: ClientTurn) => void;
}

/**
 * `unanswered`: nothing came, so the question should go back into the input. `broken`: a part came, and nobody knows
 * more. What waited behind either builds on an answer that is not there.
 */
export type LiveTurnOutcome = 'done' | 'unanswered' | 'broken';

/** One question from its sending to its badge. */
export async function runLiveTurn(options: LiveTurnOptions): Promise<LiveTurnOutcome> {
  const { view, transcript, connection, request, now, signal } = options;
  const prompt = request.prompt ?? '';
  const answer = createAnswerText();
  let progress = startProgress(now());
  let timer: NodeJS.Timeout | undefined;

  const live = (): LiveTurn => ({
    prompt,
    progress,
    tail: answer.tail(),
    started: answer.started(),
    cancelling: view.get().turn?.cancelling ?? false,
  });
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    const finished = answer.takeFinished();
    if (finished === '') view.set({ turn: live() });
    else transcript.answer(finished, { turn: live() });
  };
  const onEvent = (event: ChatEvent) => {
    const before = progress;
    progress = advanceProgress(progress, event, now());
    if (event.type === 'text-delta') answer.push(event.text);
    if (event.type === 'turn-end' && !answer.started()) answer.push(event.result.text);
    if (event.type === 'turn-error' && !answer.started()) answer.push(event.text);
    if (event.type === 'turn-start' && event.conversationId !== null) {
      view.set({ conversationId: event.conversationId });
    }
    // One timer, not one a token: what arrives in between is shown together.
    if (progress !== before || event.type === 'text-delta') timer ??= setTimeout(flush, FLUSH_MS);
  };

  view.set({ turn: live() });
  let failure: WireError | null = null;
  try {
    const outcome = await followTurn({ connection, request, signal, onEvent, onTurn: options.onTurn });
    if (outcome === 'left') failure = LEFT;
    if (outcome === 'lost') failure = LOST;
  } catch (error) {
    failure = toWireError(toJackdawError(error));
  }
  clearTimeout(timer);
  const rest = answer.takeRest();
  if (rest.trim() !== '') transcript.answer(rest, { turn: live() });
  return finish(view, transcript, prompt, progress, failure, answer.started());
}

const LEFT: WireError = { code: 'cancelled', message: 'Cancelled.', retryable: false };
const LOST: WireError = {
  code: 'interrupted',
  message: 'The daemon stopped while it answered, and the new one does not know this turn.',
  retryable: true,
};

function finish(
  view: Store<ChatView>,
  transcript: Transcript,
  prompt: string,
  progress: TurnProgress,
  failure: WireError | null,
  started: boolean,
): LiveTurnOutcome {
  const { ending, warnings } = progress;
  const last = { prompt, progress, result: ending?.type === 'turn-end' ? ending.result : null };
  const remembered = {
    last,
    ...(progress.hit?.tier === 'semantic' ? { lastMatched: last } : {}),
    ...(progress.suggestion === null ? {} : { lastOffered: last }),
  };
  const hints = similarHints(progress);
  const { spentUsd, savedUsd } = view.get();
  const warningNote = warnings.join('\n');
  if (ending?.type === 'turn-end') {
    const { result } = ending;
    const badge = badgeText(factsOfTurn(result, progress));
    const note = joinNotes(stopNote(result.stopReason), warningNote);
    transcript.badge(
      badge,
      { note, hints },
      {
        turn: null,
        ...remembered,
        conversationId: result.conversationId ?? view.get().conversationId,
        spentUsd: spentUsd + (result.costUsd ?? 0),
        savedUsd: savedUsd + result.savedUsd,
      },
    );
    return 'done';
  }
  const error = failure ?? (ending?.type === 'turn-error' ? ending.error : LOST);
  const costUsd = ending?.type === 'turn-error' ? ending.costUsd : undefined;
  const badge = badgeText({
    model: progress.model ?? undefined,
    cache: undefined,
    simulated: progress.simulated,
    usage: ending?.type === 'turn-error' ? ending.usage : undefined,
    // What nobody billed is not worth a figure.
    costUsd: costUsd === 0 ? undefined : (costUsd ?? undefined),
  });
  transcript.badge(
    badge,
    { note: joinNotes(errorNote(error, started), warningNote), hints },
    {
      turn: null,
      ...remembered,
      spentUsd: spentUsd + (costUsd ?? 0),
    },
  );
  if (!started) return 'unanswered';
  return error === LOST ? 'broken' : 'done';
}

function joinNotes(...notes: readonly string[]): string {
  return notes.filter((note) => note !== '').join('\n');
}
