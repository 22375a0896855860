import { JackdawError } from '../errors/index.ts';
import type { Compaction } from './compaction.ts';
import { questionsOf } from './exchanges-of.ts';
import { stillUnderWay } from './open-turn.ts';
import type { StoredConversation, StoredTurn } from './stored-turn.ts';

/** What a conversation is made of. */
export interface ConversationRecords {
  readonly conversation: StoredConversation;
  /** By ordinal. */
  readonly turns: readonly StoredTurn[];
  readonly compactions: readonly Compaction[];
}

/**
 * The records of a conversation that begins with the first `at` messages of another: copies, so that neither minds what
 * becomes of the other. Throws as `Conversations.fork` says.
 */
export function forkOf(
  { conversation, turns, compactions }: ConversationRecords,
  at: number,
  id: string,
  now: number,
): ConversationRecords {
  const taken = new Set<string>();
  let messages = 0;
  for (const { answers, exchange } of questionsOf(turns, conversation.chosen)) {
    if (messages >= at) break;
    if (answers.flat().some(({ state }) => state === 'running')) throw stillUnderWay();
    messages += exchange.some(({ state }) => state !== 'running') ? 2 : 1;
    for (const { turnId } of answers.flat()) taken.add(turnId);
  }
  if (messages !== at) throw cutInTwo(at, messages);
  const { system, chosen = {} } = conversation;
  const choices = Object.entries(chosen).filter(([question]) => taken.has(question));
  const kept = turns.filter(({ turnId }) => taken.has(turnId));
  return {
    conversation: {
      id,
      // Without a message it gets its title from its first question, like any other.
      title: kept.length === 0 ? '' : conversation.title,
      createdAt: now,
      updatedAt: now,
      turns: kept.length,
      costUsd: 0,
      ...(system === undefined ? {} : { system }),
      forkedFrom: { id: conversation.id, at },
      ...(choices.length === 0 ? {} : { chosen: Object.fromEntries(choices) }),
    },
    turns: kept,
    compactions: compactions.filter(({ turnIds }) => turnIds.every((turnId) => taken.has(turnId))),
  };
}

function cutInTwo(at: number, messages: number): JackdawError {
  const why =
    messages < at
      ? `The conversation has ${messages} messages.`
      : 'A question and its answer go together: fork before the one or behind the other.';
  return new JackdawError('invalid_request', `Cannot fork behind message ${at}. ${why}`);
}
