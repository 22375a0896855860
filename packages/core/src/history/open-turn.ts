import { JackdawError } from '../errors/index.ts';
import type { BeginTurn } from './conversations.ts';
import type { StoredConversation, StoredTurn } from './stored-turn.ts';
import { titleOf } from './title-of.ts';

export interface Opened {
  readonly conversation: StoredConversation;
  readonly turn: StoredTurn;
}

/** The records of a question that begins now, in a conversation as it stands or (null) a new one. Throws `not_found` for the trash. */
export function openTurn(
  { turnId, traceId, prompt, system, continues = false }: BeginTurn,
  known: StoredConversation | null,
  now: number,
  newId: () => string,
): Opened {
  if (known?.deletedAt !== undefined) throw inTrash(known.id);
  const turn: StoredTurn = {
    turnId,
    traceId,
    prompt,
    ...(continues ? { continues } : {}),
    askedAt: now,
    state: 'running',
    text: '',
  };
  const kept = system ?? known?.system;
  const conversation: StoredConversation = {
    ...(known ?? { id: newId(), title: titleOf(prompt), createdAt: now, costUsd: 0 }),
    updatedAt: now,
    turns: (known?.turns ?? 0) + 1,
    ...(kept === undefined ? {} : { system: kept }),
  };
  return { conversation, turn };
}

function inTrash(id: string): JackdawError {
  return new JackdawError(
    'not_found',
    `Conversation ${id} is in the trash; \`jackdaw history restore ${id}\` brings it back.`,
  );
}
