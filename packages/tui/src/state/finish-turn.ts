import { seamOf } from '@jackdaw/core/client';
import type { HistoryMessage, WireError } from '@jackdaw/core/protocol';
import type { KeyMap } from '../keys/index.ts';
import { badgeText, factsOfMessage, factsOfTurn } from './badge.ts';
import type { ChatView } from './chat-view.ts';
import { continueHint, errorNote, isContinuable, stopNote } from './ending-notes.ts';
import { variantText, type LastAnswer } from './last-answer.ts';
import { readyAt, type Offer } from './offer.ts';
import { similarHints } from './similar-notes.ts';
import type { Store } from './store.ts';
import type { Transcript } from './transcript.ts';
import type { TurnProgress } from './turn-progress.ts';

/**
 * `unanswered`: nothing came, so the question should go back into the input. `broken`: a part came, and nobody knows
 * more, or a command asks again. What waited behind either builds on an answer that is not there.
 */
export type LiveTurnOutcome = 'done' | 'unanswered' | 'broken';

/** What the turn was asked for: an answer, the rest of one, or another one to the same question. */
export type TurnKind = 'question' | 'continuation' | 'anew';

export interface TurnOver {
  readonly view: Store<ChatView>;
  readonly transcript: Transcript;
  readonly keys: KeyMap;
  readonly prompt: string;
  readonly kind: TurnKind;
  /** The part that this turn went on with; null where it did not. */
  readonly earlier: string | null;
  /** All that came in this turn. */
  readonly text: string;
  readonly progress: TurnProgress;
  /** What is still to be told: warnings, another model. */
  readonly notes: readonly string[];
  /** Why its last event was not seen; null where it was. */
  readonly failure: WireError | null;
  /** The answer as the history has it, where it was whole and its end was not seen. */
  readonly kept: HistoryMessage | null;
  /** Of the chat's monotonic clock. */
  readonly now: number;
}

/** The line under the answer, what is remembered of it, and what is offered next. */
export function finishTurn(over: TurnOver): LiveTurnOutcome {
  const { view, transcript, prompt, progress } = over;
  const { ending } = progress;
  const last = { prompt, progress, result: ending?.type === 'turn-end' ? ending.result : null };
  const { spentUsd, savedUsd, routingSavedUsd } = view.get();
  const offer = offerOf(over);
  const answer = answerAfter(over);
  const also = {
    turn: null,
    offer,
    answer,
    last,
    ...(progress.hit?.tier === 'semantic' ? { lastMatched: last } : {}),
    ...(progress.suggestion === null ? {} : { lastOffered: last }),
  };
  const around = (note: string) => ({
    note: [note, ...over.notes].filter((line) => line !== '').join('\n'),
    hints: [
      ...(answer === null || over.kind !== 'anew' ? [] : [variantText(answer)]),
      ...similarHints(progress, over.keys),
      ...(offer?.kind === 'continue' ? [continueHint(over.keys)] : []),
    ],
  });
  if (ending?.type === 'turn-end') {
    const { result } = ending;
    transcript.badge(badgeText(factsOfTurn(result, progress)), around(stopNote(result.stopReason)), {
      ...also,
      conversationId: result.conversationId ?? view.get().conversationId,
      spentUsd: spentUsd + (result.costUsd ?? 0),
      savedUsd: savedUsd + result.savedUsd,
      routingSavedUsd: routingSavedUsd + (result.routingSavedUsd ?? 0),
    });
    return 'done';
  }
  if (over.kept !== null) {
    transcript.badge(badgeText(factsOfMessage(over.kept)), around(''), {
      ...also,
      spentUsd: spentUsd + (over.kept.costUsd ?? 0),
    });
    return 'done';
  }
  const error = errorOf(over);
  const { usage, costUsd } = ending ?? { usage: undefined, costUsd: undefined };
  const badge = badgeText({
    model: progress.model ?? undefined,
    cache: undefined,
    simulated: progress.simulated,
    usage,
    // What nobody billed is not worth a figure.
    costUsd: costUsd === 0 ? undefined : (costUsd ?? undefined),
  });
  const hadText = over.text !== '';
  transcript.badge(
    badge,
    around(errorNote(error, hadText, { continues: over.earlier !== null, ...againWithout(over.keys) })),
    {
      ...also,
      spentUsd: spentUsd + (costUsd ?? 0),
    },
  );
  if (hadText || over.earlier !== null) return over.failure === LOST ? 'broken' : 'done';
  // /over-budget asks it again: the input is left free for it.
  if (error.code === 'over_budget') return 'broken';
  return 'unanswered';
}

/** Without keys nothing comes back into an input. */
function againWithout(keys: KeyMap): { readonly again?: string } {
  return keys.label('send') === '' ? { again: '/retry asks it again.' } : {};
}

/** The answer that the conversation's last question has now; null where it has none. */
function answerAfter(over: TurnOver): LastAnswer | null {
  const { view, kind, prompt, earlier, text, progress, kept } = over;
  const before = view.get().answer;
  if (text.trim() === '') return kind === 'question' ? null : before;
  const { ending, traceId } = progress;
  const cost = kept?.costUsd ?? (ending?.type === 'turn-end' ? ending.result.costUsd : ending?.costUsd);
  const { kept: first, added } = earlier === null ? { kept: '', added: text } : seamOf(earlier, text);
  const count = before === null || kind === 'question' ? 0 : before.of;
  return {
    prompt,
    text: first + added,
    traceId: (ending?.type === 'turn-end' ? ending.result.traceId : null) ?? traceId,
    costUsd: cost ?? null,
    ...(kind === 'continuation' && before !== null
      ? { variant: before.variant, of: before.of }
      : { variant: count + 1, of: count + 1 }),
  };
}

/** The daemon that answered is gone, and the one after it knows nothing of the turn. */
export const LOST: WireError = {
  code: 'interrupted',
  message: 'The daemon stopped while it answered, and the new one does not know this turn.',
  retryable: true,
};

function errorOf({ failure, progress: { ending } }: TurnOver): WireError {
  return failure ?? (ending?.type === 'turn-error' ? ending.error : LOST);
}

function offerOf(over: TurnOver): Offer | null {
  const { progress, prompt, earlier, text, kept, now } = over;
  const { ending, model } = progress;
  if (kept !== null) return null;
  const whole = earlier === null ? text : earlier + text;
  if (ending?.type === 'turn-end') {
    return isContinuable(ending.result.stopReason) && text.trim() !== ''
      ? { kind: 'continue', prompt, earlier: whole, model, readyAt: null }
      : null;
  }
  const error = errorOf(over);
  const times = { readyAt: readyAt(error, now) };
  // The history has less than the screen: a part of a second may be lost with a daemon.
  const knowsNothing = earlier !== null && error.code === 'invalid_request';
  if (whole.trim() !== '' && !knowsNothing)
    return { kind: 'continue', prompt, earlier: whole, model, ...times };
  return error.retryable || knowsNothing ? { kind: 'retry', prompt, ...times } : null;
}
