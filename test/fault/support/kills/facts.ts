import type { ChatEvent } from '@jackdaw/core/protocol';

/** A question that was acknowledged, and what its reader saw. */
export interface AskedFact {
  readonly prompt: string;
  readonly traceId: string;
  readonly events: readonly ChatEvent[];
  /** False where it belongs to a conversation that had begun before. */
  readonly first: boolean;
}

/** What is known of a conversation: what was acknowledged holds, what was not may. */
export interface ConversationFacts {
  readonly id: string;
  readonly asked: AskedFact[];
  /** The titles it may have; null is that of its first question. */
  titles: readonly (string | null)[];
  /** Whether it may be in the trash. */
  trashed: readonly boolean[];
  /** Messages that came with an import, in order. */
  readonly imported: readonly string[];
}

export function newFacts(
  id: string,
  imported: readonly string[] = [],
  title: string | null = null,
): ConversationFacts {
  return { id, asked: [], titles: [title], trashed: [false], imported };
}

export const has = ({ events }: AskedFact, type: ChatEvent['type']) =>
  events.some((event) => event.type === type);

/** Its last event was received. */
export const isSettled = (fact: AskedFact) => has(fact, 'turn-end') || has(fact, 'turn-error');
