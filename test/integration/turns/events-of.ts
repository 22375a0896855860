import type { ClientTurn, TurnNotification } from '@jackdaw/core/client';
import type { ChatEvent } from '@jackdaw/core/protocol';

type EventOf<T extends ChatEvent['type']> = Extract<ChatEvent, { type: T }>;

/** Every notification of a turn, to its end. */
export async function notificationsOf({ events }: Pick<ClientTurn, 'events'>): Promise<TurnNotification[]> {
  const all: TurnNotification[] = [];
  for await (const notification of events) all.push(notification);
  return all;
}

/** Every event of a turn, to its end. */
export async function eventsOf(turn: Pick<ClientTurn, 'events'>): Promise<ChatEvent[]> {
  return (await notificationsOf(turn)).map(({ event }) => event);
}

/** Reads on until an event of this type has come, and gives what came. */
export async function readUntil(
  { events }: Pick<ClientTurn, 'events'>,
  type: ChatEvent['type'],
): Promise<TurnNotification[]> {
  const seen: TurnNotification[] = [];
  while (true) {
    const step = await events.next();
    if (step.done === true) throw new Error(`The turn ended without ${type}.`);
    seen.push(step.value);
    if (step.value.event.type === type) return seen;
  }
}

export function ofType<T extends ChatEvent['type']>(events: readonly ChatEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> => event.type === type);
}

export function textIn(events: readonly ChatEvent[]): string {
  const last = events.slice(events.findLastIndex(({ type }) => type === 'text-discard') + 1);
  return ofType(last, 'text-delta')
    .map(({ text }) => text)
    .join('');
}
