import { abortable } from '../clock/index.ts';

/** Tells what happens until it resolves or rejects, and nothing afterwards. */
export type Fly<Event, Result> = (signal: AbortSignal, tell: (event: Event) => void) => Promise<Result>;

interface Flight<Event, Result> {
  readonly told: Event[];
  readonly passengers: Set<(event: Event) => void>;
  readonly controller: AbortController;
  readonly landing: Promise<Result>;
  landed: boolean;
}

/** Single flight: identical requests under way share one upstream call. */
export interface Flights<Event, Result> {
  /**
   * Joins the flight of `key`, or starts one with `fly`; every passenger is told every event from the first one on, and
   * gets the one result or error, after the event that says so where there was a flight already. With a null key nothing
   * is shared. A passenger's abort takes that passenger off; the flight is aborted when the last has left.
   */
  join(
    key: string | null,
    fly: Fly<Event, Result>,
    signal: AbortSignal,
    tell: (event: Event) => void,
  ): Promise<Result>;
}

export function createFlights<Event, Result>(joined: Event): Flights<Event, Result> {
  const underWay = new Map<string, Flight<Event, Result>>();

  function takeOff(
    key: string | null,
    fly: Fly<Event, Result>,
    first: (event: Event) => void,
  ): Flight<Event, Result> {
    const told: Event[] = [];
    const passengers = new Set([first]);
    const controller = new AbortController();
    const landing = fly(controller.signal, (event) => {
      if (key !== null) told.push(event);
      for (const tell of passengers) tell(event);
    });
    const flight = { told, passengers, controller, landing, landed: false };
    if (key !== null) underWay.set(key, flight);
    const land = () => {
      flight.landed = true;
      forget(key, flight);
    };
    landing.then(land, land);
    return flight;
  }

  function forget(key: string | null, flight: Flight<Event, Result>): void {
    if (key !== null && underWay.get(key) === flight) underWay.delete(key);
  }

  function board(flight: Flight<Event, Result>, tell: (event: Event) => void): void {
    tell(joined);
    for (const event of flight.told) tell(event);
    flight.passengers.add(tell);
  }

  return {
    async join(key, fly, signal, tell) {
      signal.throwIfAborted();
      const shared = key === null ? undefined : underWay.get(key);
      if (shared !== undefined) board(shared, tell);
      const flight = shared ?? takeOff(key, fly, tell);
      try {
        return await abortable(flight.landing, signal);
      } finally {
        flight.passengers.delete(tell);
        if (flight.passengers.size === 0 && !flight.landed) {
          forget(key, flight); // nobody may join a flight that is stopping
          flight.controller.abort(signal.reason);
        }
      }
    },
  };
}
