import { EventLog } from './event-log.ts';

type Flown<Event, Result> =
  | { readonly kind: 'event'; readonly event: Event }
  | { readonly kind: 'landed'; readonly result: Result }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Tells what happens until it resolves or rejects, and nothing afterwards. */
export type Fly<Event, Result> = (signal: AbortSignal, tell: (event: Event) => void) => Promise<Result>;

interface Flight<Event, Result> {
  readonly log: EventLog<Flown<Event, Result>>;
  readonly controller: AbortController;
  readers: number;
}

/** Single flight: identical requests under way share one upstream call. */
export interface Flights<Event, Result> {
  /**
   * Joins the flight of `key`, or starts one with `fly`; every passenger sees every event from the first one on, and
   * the one result or error, after the event that says so where there was a flight already. With a null key nothing
   * is shared. A passenger's abort takes that passenger off; the flight is aborted when the last has left.
   */
  join(key: string | null, fly: Fly<Event, Result>, signal: AbortSignal): AsyncGenerator<Event, Result, void>;
}

export function createFlights<Event, Result>(monotonic: () => number, joined: Event): Flights<Event, Result> {
  const underWay = new Map<string, Flight<Event, Result>>();

  function start(key: string | null, fly: Fly<Event, Result>): Flight<Event, Result> {
    const flight: Flight<Event, Result> = {
      log: new EventLog(monotonic),
      controller: new AbortController(),
      readers: 0,
    };
    if (key !== null) underWay.set(key, flight);
    void drive(flight, fly).finally(() => forget(key, flight));
    return flight;
  }

  function forget(key: string | null, flight: Flight<Event, Result>): void {
    if (key !== null && underWay.get(key) === flight) underWay.delete(key);
  }

  return {
    async *join(key, fly, signal) {
      signal.throwIfAborted();
      const shared = key === null ? undefined : underWay.get(key);
      const flight = shared ?? start(key, fly);
      flight.readers += 1;
      const reader = flight.log.reader(0, signal);
      try {
        if (shared !== undefined) yield joined;
        while (true) {
          signal.throwIfAborted();
          const flown = reader.take()?.event;
          if (flown === undefined) await reader.news();
          else if (flown.kind === 'event') yield flown.event;
          else if (flown.kind === 'landed') return flown.result;
          else throw flown.error;
        }
      } finally {
        reader.close();
        flight.readers -= 1;
        if (flight.readers === 0 && !flight.log.closed) {
          forget(key, flight); // nobody may join a flight that is stopping
          flight.controller.abort(signal.reason);
        }
      }
    },
  };
}

async function drive<Event, Result>(
  { log, controller }: Flight<Event, Result>,
  fly: Fly<Event, Result>,
): Promise<void> {
  try {
    const result = await fly(controller.signal, (event) => log.append({ kind: 'event', event }));
    log.append({ kind: 'landed', result });
  } catch (error) {
    log.append({ kind: 'failed', error });
  }
  log.close();
}
