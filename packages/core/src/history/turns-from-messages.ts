import type { Conversation } from '../protocol/records.ts';
import type { StoredTurn } from './stored-turn.ts';

/** An exported conversation's messages, as turns again: each question with the answer that follows it. */
export function turnsFromMessages({ messages }: Conversation, newId: () => string): StoredTurn[] {
  const turns: StoredTurn[] = [];
  for (const message of messages) {
    const last = turns.at(-1);
    if (message.role === 'user' || last === undefined) {
      const turnId = newId();
      const prompt = message.role === 'user' ? message.text : '';
      turns.push({
        turnId,
        traceId: message.traceId ?? turnId,
        prompt,
        askedAt: message.at,
        state: 'interrupted',
        text: '',
      });
    }
    if (message.role === 'assistant') {
      const turn = turns.pop();
      if (turn === undefined) continue;
      turns.push({
        ...turn,
        state: message.state,
        text: message.text,
        answeredAt: message.at,
        ...resultOf(message),
      });
    }
  }
  return turns;
}

function resultOf(message: Conversation['messages'][number]): Pick<StoredTurn, 'result'> {
  if (message.model === undefined) return {};
  return {
    result: {
      text: message.text,
      model: message.model,
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
