import type { JackdawClient } from '@jackdaw/core/client';
import type { Dice } from '../dice.ts';
import { newFacts, type ConversationFacts } from './facts.ts';

/** What a person does with the history while answers come. */
export type Deed = 'rename' | 'delete' | 'restore' | 'import';

/**
 * Does one thing to the history and keeps the facts: as soon as it is sent both outcomes are possible, when it is
 * acknowledged the new one alone. Rejects where the daemon dies meanwhile.
 */
export async function doDeed(
  client: JackdawClient,
  facts: Map<string, ConversationFacts>,
  dice: Dice,
  label: string,
): Promise<void> {
  const idle = [...facts.values()].filter(
    ({ titles, trashed }) => titles.length === 1 && trashed.length === 1,
  );
  const deed = dice.pick<Deed>(['rename', 'delete', 'restore', 'import']);
  if (deed === 'import' || idle.length === 0) return importOne(client, facts, label);

  const conversation = dice.pick(idle);
  const { id } = conversation;
  switch (deed) {
    case 'rename': {
      const title = `Renamed, ${label}`;
      conversation.titles = [...conversation.titles, title];
      await client.call('history.rename', { id, title });
      conversation.titles = [title];
      return;
    }
    case 'delete':
    case 'restore': {
      const trashed = deed === 'delete';
      conversation.trashed = [true, false];
      await client.call(trashed ? 'history.delete' : 'history.restore', { id });
      conversation.trashed = [trashed];
    }
  }
}

async function importOne(
  client: JackdawClient,
  facts: Map<string, ConversationFacts>,
  label: string,
): Promise<void> {
  const title = `Imported, ${label}`;
  const [question, answer] = [`What came with ${label}?`, `This came with ${label}.`];
  const { id } = await client.call('history.import', {
    conversation: {
      id: 'elsewhere',
      title,
      createdAt: 1,
      updatedAt: 2,
      turns: 1,
      costUsd: 0,
      messages: [
        { role: 'user', text: question, at: 1, state: 'complete' },
        { role: 'assistant', text: answer, at: 2, state: 'complete' },
      ],
    },
  });
  facts.set(id, newFacts(id, [question, answer], title));
}
