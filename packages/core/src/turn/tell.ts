import type { ChatEvent } from './chat-event.ts';
import { EventLog } from './event-log.ts';

/**
 * How stages inside of a flight say what happens: at once, into the flight's log, which is read from there. A generator for
 * each of them would have every event pass six more, and take as much as all else that is done with it.
 */
export type Tell = (event: ChatEvent) => void;

/** Tells all events of a stage that yields them; its result. Throws what it throws. */
export async function tellAll<Result>(
  events: AsyncGenerator<ChatEvent, Result, void>,
  tell: Tell,
): Promise<Result> {
  let step = await events.next();
  while (step.done !== true) {
    tell(step.value);
    step = await events.next();
  }
  return step.value;
}

const never = new AbortController().signal;

/** What is told, as events, then the result; for stages that are read and not part of a flight. To be read to its end. */
export async function* toldEvents<Result>(
  run: (tell: Tell) => Promise<Result>,
): AsyncGenerator<ChatEvent, Result, void> {
  const log = new EventLog<ChatEvent>(() => 0);
  const result = run((event) => log.append(event)).finally(() => log.close());
  // Who reads hears of a failure behind the events.
  result.catch(() => {});
  for await (const { event } of log.read(0, never)) yield event;
  return await result;
}
