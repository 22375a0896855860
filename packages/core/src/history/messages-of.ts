import type { HistoryMessage } from '../protocol/records.ts';
import { addUsage, type Usage } from '../turn/usage.ts';
import type { Compaction } from './compaction.ts';
import { answerOf, exchangesOf, isAnswer, type Exchange } from './exchanges-of.ts';
import type { StoredTurn } from './stored-turn.ts';

/**
 * A conversation as people read it: each question, then the answer as far as there is one. The last answer that a summary
 * stands for says so.
 */
export function messagesOf(
  turns: readonly StoredTurn[],
  compactions: readonly Compaction[] = [],
): HistoryMessage[] {
  return exchangesOf(turns).flatMap((exchange) => {
    const [{ prompt, askedAt }] = exchange;
    const question: HistoryMessage = { role: 'user', text: prompt, at: askedAt, state: 'complete' };
    const settled = exchange.filter(({ state }) => state !== 'running');
    const answer = settled.reduce<HistoryMessage | null>(
      (before, turn) => (before === null ? answerMessage(turn) : continued(before, turn)),
      null,
    );
    if (answer === null) return [question];
    const compacted = compactions.findLast(({ turnIds }) =>
      exchange.some(({ turnId }) => turnId === turnIds.at(-1)),
    );
    return [
      question,
      {
        ...answer,
        text: textOf(exchange, answer),
        ...(compacted === undefined ? {} : { compaction: markOf(compacted) }),
      },
    ];
  });
}

function markOf(compaction: Compaction): NonNullable<HistoryMessage['compaction']> {
  const { at, summary, model, turns, fromTokens, toTokens, costUsd } = compaction;
  return { at, summary, model, turns, fromTokens, toTokens, costUsd };
}

function textOf(exchange: Exchange, answer: HistoryMessage): string {
  return exchange.length === 1 ? answer.text : answerOf(exchange);
}

/** The answer as it reads with one more part. What failed before it had a word changes the bill and the reason alone. */
function continued(before: HistoryMessage, turn: StoredTurn): HistoryMessage {
  const part = answerMessage(turn);
  const { error: _, ...earlier } = before;
  const bill = {
    usage: sumUsage(before.usage, part.usage),
    costUsd: sum(before.costUsd, part.costUsd),
    savedUsd: (before.savedUsd ?? 0) + (part.savedUsd ?? 0),
    latencyMs: (before.latencyMs ?? 0) + (part.latencyMs ?? 0),
  };
  if (!isAnswer(turn))
    return { ...earlier, ...bill, ...(part.error === undefined ? {} : { error: part.error }) };
  const ttftMs = before.ttftMs ?? part.ttftMs;
  return { ...earlier, ...part, ...bill, ...(ttftMs === undefined ? {} : { ttftMs }) };
}

function answerMessage(turn: StoredTurn): HistoryMessage {
  const { result, error } = turn;
  return {
    role: 'assistant',
    text: turn.text,
    at: turn.answeredAt ?? turn.askedAt,
    state: turn.state === 'running' ? 'interrupted' : turn.state,
    traceId: turn.traceId,
    ...(turn.model === undefined ? {} : { model: turn.model }),
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
  };
}

/** Unknown where one of the two is; a part that a crash cut off has no bill. */
function sum(one: number | null | undefined, other: number | null | undefined): number | null {
  return typeof one === 'number' && typeof other === 'number' ? one + other : null;
}

function sumUsage(one: Usage | null | undefined, other: Usage | null | undefined): Usage | null {
  return one !== null && one !== undefined && other !== null && other !== undefined
    ? addUsage(one, other)
    : null;
}
