import type { Conversation, HistoryMessage } from '../protocol/records.ts';
import type { Compaction } from './compaction.ts';
import { isAnswer, questionsOf } from './exchanges-of.ts';
import type { StoredTurn } from './stored-turn.ts';

type AnswerMessage = Omit<HistoryMessage, 'variant' | 'variants'>;

export interface ImportedTurns {
  readonly turns: readonly StoredTurn[];
  readonly compactions: readonly Compaction[];
  readonly chosen: Readonly<Record<string, string>>;
}

/** An exported conversation's messages, as records again: each question with every answer that follows it. */
export function turnsFromMessages({ messages }: Conversation, newId: () => string): ImportedTurns {
  const turns: StoredTurn[] = [];
  const compactions: Compaction[] = [];
  const chosen: Record<string, string> = {};
  let question: HistoryMessage | null = null;

  for (const message of messages) {
    if (message.role === 'user') {
      if (question !== null) turns.push(unanswered(question, newId()));
      question = message;
      continue;
    }
    const asked = question ?? { role: 'user', text: '', at: message.at, state: 'complete' };
    question = null;
    const { variant = 1, variants = [], ...shown } = message;
    const place = Math.min(variant, variants.length + 1) - 1;
    const answers: AnswerMessage[] = [...variants.slice(0, place), shown, ...variants.slice(place)];
    const answered: StoredTurn[] = [];
    for (const answer of answers) answered.push(turnOf(asked, answer, newId(), answered[0]?.turnId));
    turns.push(...answered);
    const counted = answered[place];
    const [first] = answered;
    // Where the newest one counts anyway, nothing was chosen.
    const byItself = questionsOf(answered)[0]?.exchange[0];
    if (first !== undefined && counted !== undefined && byItself !== counted)
      chosen[first.turnId] = counted.turnId;
    if (message.compaction !== undefined) {
      const turnIds = questionsOf(turns, chosen).flatMap(({ exchange }) =>
        exchange.filter(isAnswer).map(({ turnId }) => turnId),
      );
      if (turnIds.length > 0) compactions.push({ ...message.compaction, turnIds });
    }
  }
  if (question !== null) turns.push(unanswered(question, newId()));
  return { turns, compactions, chosen };
}

/** Its answer was still under way when it was exported, or nobody wrote one. */
function unanswered({ text, at }: HistoryMessage, turnId: string): StoredTurn {
  return { turnId, traceId: turnId, prompt: text, askedAt: at, state: 'interrupted', text: '' };
}

function turnOf(
  question: AnswerMessage,
  answer: AnswerMessage,
  turnId: string,
  variantOf: string | undefined,
): StoredTurn {
  const { error } = answer;
  return {
    turnId,
    traceId: answer.traceId ?? turnId,
    prompt: question.text,
    ...(variantOf === undefined ? {} : { variantOf }),
    askedAt: question.at,
    state: answer.state,
    text: answer.text,
    answeredAt: answer.at,
    ...(answer.model === undefined ? {} : { model: answer.model }),
    ...(answer.cache === undefined ? billOf(answer) : resultOf(answer)),
    ...(error === undefined ? {} : { error: { code: 'internal', message: error, retryable: false } }),
  };
}

function billOf({ usage, costUsd }: AnswerMessage): Pick<StoredTurn, 'usage' | 'costUsd'> {
  return { ...(usage === undefined ? {} : { usage }), ...(costUsd === undefined ? {} : { costUsd }) };
}

function resultOf(message: AnswerMessage): Pick<StoredTurn, 'result'> {
  return {
    result: {
      text: message.text,
      model: message.model ?? '',
      cache: message.cache ?? 'miss',
      usage: message.usage ?? null,
      costUsd: message.costUsd ?? null,
      savedUsd: message.savedUsd ?? 0,
      latencyMs: message.latencyMs ?? 0,
      ttftMs: message.ttftMs ?? null,
      traceId: message.traceId ?? '',
      conversationId: null,
      stopReason: message.stopReason ?? 'end_turn',
      ...(message.simulated === undefined ? {} : { simulated: message.simulated }),
    },
  };
}
