import type { ClientTurn } from '@jackdaw/core/client';
import { toJackdawError, type ChatEvent } from '@jackdaw/core/protocol';
import type { WireRequest } from '@jackdaw/core/protocol';
import type { Connection } from './connection.ts';

export interface FollowOptions {
  readonly connection: Connection;
  readonly request: WireRequest;
  /** Called at the start and again after each new attachment. */
  readonly onTurn: (turn: ClientTurn) => void;
  readonly onEvent: (event: ChatEvent) => void;
  /** Leaves the turn without waiting for its end. */
  readonly signal: AbortSignal;
}

/**
 * Starts a turn and follows it to its end, over lost connections too: after each, it attaches from the event after
 * the last one seen. `ended`: the last event was seen. `lost`: the daemon no longer knows the turn. `left`: aborted.
 * Throws what `turn.start` throws.
 */
export async function followTurn(options: FollowOptions): Promise<'ended' | 'lost' | 'left'> {
  const { connection, request, onTurn, onEvent, signal } = options;
  const aborted = whenAborted(signal);
  const first = await Promise.race([aborted, connection.client()]);
  if (first === null) return 'left';
  let turn = await first.startTurn(request);
  let next = 0;

  while (true) {
    onTurn(turn);
    const leave = () => void turn.events.return?.();
    signal.addEventListener('abort', leave, { once: true });
    try {
      for await (const { seq, event } of turn.events) {
        if (seq < next) continue;
        next = seq + 1;
        onEvent(event);
        if (event.type === 'turn-end' || event.type === 'turn-error') return 'ended';
      }
      return signal.aborted ? 'left' : 'lost';
    } catch (error) {
      if (toJackdawError(error).code !== 'daemon_unavailable') throw error;
    } finally {
      signal.removeEventListener('abort', leave);
    }
    const attached = await attachAgain(connection, turn.turnId, next, aborted);
    if (typeof attached === 'string') return attached;
    turn = attached;
  }
}

async function attachAgain(
  connection: Connection,
  turnId: string,
  from: number,
  aborted: Promise<null>,
): Promise<ClientTurn | 'lost' | 'left'> {
  while (true) {
    const client = await Promise.race([aborted, connection.client()]);
    if (client === null) return 'left';
    try {
      return await client.attach(turnId, from);
    } catch (error) {
      if (toJackdawError(error).code !== 'daemon_unavailable') return 'lost';
    }
  }
}

function whenAborted(signal: AbortSignal): Promise<null> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true });
  });
}
