import { createFlights, type Flights } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';

const never = new AbortController().signal;

type Flying = Parameters<Flights<string, string>['join']>;

async function ride(
  flights: Flights<string, string>,
  key: Flying[0],
  fly: Flying[1],
  signal: AbortSignal,
): Promise<string[]> {
  const seen: string[] = [];
  const result = await flights.join(key, fly, signal, (event) => seen.push(event));
  return [...seen, `=${result}`];
}

/** A flight that waits at a gate, and tells how it was treated. */
function createFlown() {
  const gate = Promise.withResolvers<void>();
  const told = { starts: 0, aborted: 0 };
  return {
    told,
    open: () => gate.resolve(),
    async fly(signal: AbortSignal, tell: (event: string) => void) {
      told.starts += 1;
      signal.addEventListener('abort', () => {
        told.aborted += 1;
        gate.reject(signal.reason);
      });
      tell('up');
      await gate.promise;
      tell('down');
      return 'result';
    },
  };
}

describe('flights', () => {
  it('share one call among 100 identical requests', async () => {
    const flights = createFlights<string, string>('joined');
    const flown = createFlown();
    const rides = Array.from({ length: 100 }, () => ride(flights, 'k', flown.fly, never));
    flown.open();
    const [first, ...others] = await Promise.all(rides);
    expect(first).toEqual(['up', 'down', '=result']);
    expect(others.every((seen) => seen.join() === 'joined,up,down,=result')).toBe(true);
    expect(flown.told.starts).toBe(1);
  });

  it('keep requests of other keys, and of none, apart', async () => {
    const flights = createFlights<string, string>('joined');
    const flown = [createFlown(), createFlown(), createFlown(), createFlown()];
    const rides = flown.map((one, index) =>
      ride(flights, ['a', 'b', null, null][index] ?? null, one.fly, never),
    );
    for (const one of flown) one.open();
    await Promise.all(rides);
    expect(flown.map(({ told }) => told.starts)).toEqual([1, 1, 1, 1]);
  });

  it('go on for the followers when the leader leaves', async () => {
    const flights = createFlights<string, string>('joined');
    const flown = createFlown();
    const leader = new AbortController();
    const leading = ride(flights, 'k', flown.fly, leader.signal);
    const following = ride(flights, 'k', flown.fly, never);
    leader.abort(new Error('left'));
    await expect(leading).rejects.toThrow('left');
    flown.open();
    expect(await following).toEqual(['joined', 'up', 'down', '=result']);
    expect(flown.told.aborted).toBe(0);
  });

  it('are aborted when the last passenger leaves, and nobody joins one that is stopping', async () => {
    const flights = createFlights<string, string>('joined');
    const first = createFlown();
    const controller = new AbortController();
    const leaving = ride(flights, 'k', first.fly, controller.signal);
    controller.abort(new Error('left'));
    await expect(leaving).rejects.toThrow('left');
    expect(first.told.aborted).toBe(1);
    const second = createFlown();
    second.open();
    expect(await ride(flights, 'k', second.fly, never)).toEqual(['up', 'down', '=result']);
  });

  it('fail every passenger with the one error, and the next request flies anew', async () => {
    const flights = createFlights<string, string>('joined');
    const crash = async (_: AbortSignal, tell: (event: string) => void): Promise<string> => {
      tell('up');
      throw new Error('crashed');
    };
    const rides = [ride(flights, 'k', crash, never), ride(flights, 'k', crash, never)];
    for (const one of rides) await expect(one).rejects.toThrow('crashed');
    const flown = createFlown();
    flown.open();
    expect(await ride(flights, 'k', flown.fly, never)).toEqual(['up', 'down', '=result']);
  });
});
