import type { Duplex } from 'node:stream';

/** Connections that have not become a WebSocket: anybody on this machine can open them, and they need say nothing. */
export interface UnspokenConnections {
  add(connection: Duplex): void;
  /** It has become a WebSocket, or was refused. */
  remove(connection: Duplex): void;
}

/**
 * At most `most` at once. The oldest makes room: an honest client speaks within milliseconds, so whoever holds many
 * open shuts out nobody but itself.
 */
export function createUnspokenConnections(most: number): UnspokenConnections {
  const connections = new Set<Duplex>();
  return {
    add(connection) {
      connections.add(connection);
      connection.once('close', () => connections.delete(connection));
      for (const oldest of connections) {
        if (connections.size <= most) break;
        connections.delete(oldest);
        oldest.destroy();
      }
    },
    remove: (connection) => void connections.delete(connection),
  };
}
