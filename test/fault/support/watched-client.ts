import { createClient, type JackdawClient } from '@jackdaw/core/client';
import type { ClientEnvironment, DaemonFile } from '@jackdaw/core/protocol';
import { connectUnix, type RawConnection } from '../../support/connect.ts';

/** A typed client whose every frame is kept, and whose connection can be slowed down or cut. */
export interface WatchedClient {
  readonly client: JackdawClient;
  readonly connection: RawConnection;
  /** All that the daemon sent, as text. */
  received(): string;
  /** How often the last event of a turn came. */
  endings(turnId: string): number;
}

export async function connectWatched(
  { socket }: Pick<DaemonFile, 'socket'>,
  environment: ClientEnvironment,
): Promise<WatchedClient> {
  const connection = await connectUnix(socket);
  const { webSocket } = connection;
  const client = createClient({
    send: (text) =>
      new Promise((resolve, reject) => {
        webSocket.send(text, (error) => (error === undefined || error === null ? resolve() : reject(error)));
      }),
    close: (code, reason) => webSocket.close(code, reason),
    onMessage: (listener) =>
      void webSocket.on('message', (data) => {
        // Text frames come as one buffer.
        if (Buffer.isBuffer(data)) listener(data.toString());
      }),
    onClose: (listener) => void webSocket.on('close', (code, reason) => listener(code, reason.toString())),
  });
  await client.call('hello', { protocol: 1, environment });
  return {
    client,
    connection,
    received: () => JSON.stringify(connection.frames),
    endings: (turnId) =>
      connection.frames.filter(
        ({ params }) =>
          params?.turnId === turnId &&
          (params.event?.type === 'turn-end' || params.event?.type === 'turn-error'),
      ).length,
  };
}
