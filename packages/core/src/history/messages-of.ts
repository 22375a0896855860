import type { HistoryMessage } from '../protocol/records.ts';
import { addUsage, type Usage } from '../turn/usage.ts';
import type { Compaction } from './compaction.ts';
import {
  answerOf,
  isAnswer,
  questionsOf,
  variantsOf,
  type Chosen,
  type Exchange,
  type Question,
} from './exchanges-of.ts';
import type { StoredTurn } from './stored-turn.ts';

/**
 * A conversation as people read it: each question, then the answer that counts, as far as there is one, with the others
 * beside it. The last answer that a summary stands for says so.
 */
export function messagesOf(
  turns: readonly StoredTurn[],
  compactions: readonly Compaction[] = [],
  chosen: Chosen = {},
): HistoryMessage[] {
  return questionsOf(turns, chosen).flatMap((asked) => {
    const { exchange, answers } = asked;
    const [{ prompt, askedAt, attachments = [] }] = answers[0];
    const question: HistoryMessage = {
      role: 'user',
      text: prompt,
      at: askedAt,
      state: 'complete',
      ...(attachments.length === 0
        ? {}
        : { attachments: attachments.map(({ type, name, bytes }) => ({ type, name, bytes })) }),
    };
    const answer = answerTo(exchange);
    if (answer === null) return [question];
    const compacted = compactions.findLast(({ turnIds }) =>
      exchange.some(({ turnId }) => turnId === turnIds.at(-1)),
    );
    return [
      question,
      {
        ...answer,
        ...variantPart(asked),
        ...(compacted === undefined ? {} : { compaction: markOf(compacted) }),
      },
    ];
  });
}

function markOf(compaction: Compaction): NonNullable<HistoryMessage['compaction']> {
  const { at, summary, model, turns, fromTokens, toTokens, costUsd } = compaction;
  return { at, summary, model, turns, fromTokens, toTokens, costUsd };
}

/** An answer's message, all its parts in one; null where none of it is over. */
function answerTo(exchange: Exchange): HistoryMessage | null {
  const answer = exchange
    .filter(({ state }) => state !== 'running')
    .reduce<HistoryMessage | null>(
      (before, turn) => (before === null ? answerMessage(turn) : continued(before, turn)),
      null,
    );
  return answer === null || exchange.length === 1 ? answer : { ...answer, text: answerOf(exchange) };
}

/** Which of several answers it is, and the others. */
function variantPart(question: Question): Pick<HistoryMessage, 'variant' | 'variants'> {
  const variants = variantsOf(question);
  const index = variants.indexOf(question.exchange);
  if (variants.length < 2 || index === -1) return {};
  const others = variants.filter((exchange) => exchange !== question.exchange);
  return { variant: index + 1, variants: others.flatMap((exchange) => answerTo(exchange) ?? []) };
}

/** The answer as it reads with one more part. What failed before it had a word changes the bill and the reason alone. */
function continued(before: HistoryMessage, turn: StoredTurn): HistoryMessage {
  const part = answerMessage(turn);
  const { error: _, ...earlier } = before;
  const bill = {
    usage: sumUsage(before.usage, part.usage),
    costUsd: sum(before.costUsd, part.costUsd),
    ...(before.savedUsd === undefined && part.savedUsd === undefined
      ? {}
      : { savedUsd: (before.savedUsd ?? 0) + (part.savedUsd ?? 0) }),
    ...(before.latencyMs === undefined && part.latencyMs === undefined
      ? {}
      : { latencyMs: (before.latencyMs ?? 0) + (part.latencyMs ?? 0) }),
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
