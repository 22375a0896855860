import type { Store, StoreOperation } from '../store/index.ts';
import { conversationKey } from './history-keys.ts';
import { createSteadyReads, type SteadyReads } from './steady-reads.ts';
import type { StoredConversation } from './stored-turn.ts';

/** A conversation with turns under way, as it stands. */
export interface Standing {
  conversation: StoredConversation;
  readonly turnIds: Set<string>;
}

/** What a change is made from: the conversation as the store has it, and what else has to be known. */
export interface Found {
  readonly conversation: StoredConversation;
}

/** Conversations as they stand while turns are under way: two at once must neither share an ordinal nor lose a cost. */
export interface StandingConversations {
  readonly act: SteadyReads['act'];
  /** Undefined where no turn is under way. */
  get(id: string): Standing | undefined;
  /** From here on the turn is under way, and the conversation is as given. */
  enter(conversation: StoredConversation, turnId: string): void;
  /** The turn is over, and the conversation as `edit` makes it. Throws where the turn was not under way. */
  leave(
    id: string,
    turnId: string,
    edit: (conversation: StoredConversation) => StoredConversation,
  ): StoredConversation;
  /** What is written of a conversation is what it has become by then. */
  putAsItStands(conversation: StoredConversation): StoreOperation;
  /**
   * Changes a conversation as it stands, turns under way included; `read` gives what the change is made from,
   * and `also` more to write. Where it cannot be saved, nothing changes. Throws what `read`, `edit` and the store throw.
   */
  change<T extends Found>(
    id: string,
    read: () => Promise<T>,
    edit: (known: StoredConversation, read: T) => StoredConversation,
    also?: readonly StoreOperation[],
  ): Promise<void>;
}

export function createStandingConversations(store: Store): StandingConversations {
  const underWay = new Map<string, Standing>();
  const steady = createSteadyReads();

  return {
    act: (id, read, use) => steady.act(id, read, use),
    get: (id) => underWay.get(id),
    enter(conversation, turnId) {
      const { id } = conversation;
      underWay.set(id, {
        conversation,
        turnIds: (underWay.get(id)?.turnIds ?? new Set<string>()).add(turnId),
      });
      steady.changed(id);
    },
    leave(id, turnId, edit) {
      const standing = underWay.get(id);
      if (standing === undefined) throw new Error(`Conversation ${id} has no turn under way.`);
      standing.conversation = edit(standing.conversation);
      standing.turnIds.delete(turnId);
      if (standing.turnIds.size === 0) underWay.delete(id);
      steady.changed(id);
      return standing.conversation;
    },
    putAsItStands(conversation) {
      const { id } = conversation;
      return {
        type: 'put',
        key: conversationKey(id),
        get value() {
          return underWay.get(id)?.conversation ?? conversation;
        },
      };
    },
    async change(id, read, edit, also = []) {
      const write = await steady.act(id, read, (found) => {
        const standing = underWay.get(id);
        const before = standing?.conversation ?? found.conversation;
        const after = edit(before, found);
        if (standing !== undefined) standing.conversation = after;
        steady.changed(id);
        const undo = () => {
          if (standing?.conversation === after) standing.conversation = before;
        };
        return {
          undo,
          done: store.write([{ type: 'put', key: conversationKey(id), value: after }, ...also]),
        };
      });
      try {
        await write.done;
      } catch (error) {
        write.undo();
        throw error;
      }
    },
  };
}
