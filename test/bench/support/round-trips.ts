import { once } from 'node:events';
import { WebSocket } from 'ws';

/** One connection that waits for each reply before it sends the next request. */
export interface RoundTrips extends Disposable {
  /** Milliseconds of each of `count` round trips. `requestOf` is called outside of the measured time. */
  measure(count: number, requestOf: (id: number) => string): Promise<number[]>;
  /** The text of one reply. */
  once(request: string): Promise<string>;
}

export async function openRoundTrips(socketPath: string): Promise<RoundTrips> {
  const socket = new WebSocket(`ws+unix:${socketPath}:/ws`, { perMessageDeflate: false });
  await once(socket, 'open');
  let receive: (text: string) => void = () => {};
  socket.on('message', (data: Buffer) => receive(data.toString()));

  function ask(request: string): Promise<string> {
    return new Promise((resolve) => {
      receive = resolve;
      socket.send(request);
    });
  }

  return {
    once: ask,
    async measure(count, requestOf) {
      const times: number[] = [];
      for (let id = 1; id <= count; id++) {
        const request = requestOf(id);
        const start = performance.now();
        const reply = await ask(request);
        JSON.parse(reply);
        times.push(performance.now() - start);
      }
      return times;
    },
    [Symbol.dispose]: () => socket.close(),
  };
}
