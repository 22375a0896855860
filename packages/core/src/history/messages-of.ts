import type { HistoryMessage } from '../protocol/records.ts';
import type { Message } from '../turn/message.ts';
import type { StoredTurn } from './stored-turn.ts';

/** A turn as people read it: the question, then the answer as far as there is one. */
export function messagesOf(turn: StoredTurn): HistoryMessage[] {
  const question: HistoryMessage = { role: 'user', text: turn.prompt, at: turn.askedAt, state: 'complete' };
  if (turn.state === 'running') return [question];
  const { result, error } = turn;
  return [
    question,
    {
      role: 'assistant',
      text: turn.text,
      at: turn.answeredAt ?? turn.askedAt,
      state: turn.state,
      traceId: turn.traceId,
      ...(result === undefined
        ? { usage: turn.usage, costUsd: turn.costUsd }
        : {
            model: result.model,
            cache: result.cache,
            usage: result.usage,
            costUsd: result.costUsd,
            savedUsd: result.savedUsd,
            latencyMs: result.latencyMs,
            ttftMs: result.ttftMs,
            stopReason: result.stopReason,
            ...(result.simulated === true ? { simulated: true } : {}),
          }),
      ...(error === undefined ? {} : { error: error.message }),
    },
  ];
}

/**
 * The turns as the model will see them. A refused or failed turn is left out whole: the API asks that refusals be
 * dropped, and a question without an answer would put two user messages side by side.
 */
export function contextOf(turns: readonly StoredTurn[]): Context {
  const answered = turns.filter(
    ({ state, text }) => (state === 'complete' || state === 'interrupted') && text.trim() !== '',
  );
  return {
    messages: answered.flatMap(({ prompt, text }): Message[] => [
      { role: 'user', content: prompt },
      { role: 'assistant', content: text },
    ]),
    entries: answered.map(({ entryId = null }) => entryId),
  };
}

export interface Context {
  /** Oldest first, questions and answers in turn. */
  readonly messages: readonly Message[];
  /** For each question with its answer, the cache entry that the answer lies in. */
  readonly entries: readonly (string | null)[];
}
