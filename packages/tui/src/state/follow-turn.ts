import { setTimeout as pause } from 'node:timers/promises';
import type { ClientTurn, JackdawClient } from '@jackdaw/core/client';
import { toJackdawError, type ChatEvent } from '@jackdaw/core/protocol';
import type { Connection } from './connection.ts';
import { whenAborted } from './when-aborted.ts';

export interface FollowOptions {
  readonly connection: Connection;
  /** Starts the turn, or attaches to one from its first event on. */
  readonly begin: (client: JackdawClient) => Promise<ClientTurn>;
  /** Called at the start and again after each new attachment. */
  readonly onTurn: (turn: ClientTurn) => void;
  readonly onEvent: (event: ChatEvent) => void;
  /** Leaves the turn without waiting for its end. */
  readonly signal: AbortSignal;
}

/** Connections on which a turn is begun before its failure is told. */
const MOST_BEGINNINGS = 3;
/** Milliseconds in which the end of a connection is noticed. */
const NOTICE_MS = 100;

/**
 * Begins a turn and follows it to its end, over lost connections too: after each, it attaches from the event after
 * the last one seen. `ended`: the last event was seen. `lost`: the daemon no longer knows the turn. `left`: aborted.
 * Throws what `begin` throws.
 */
export async function followTurn(options: FollowOptions): Promise<'ended' | 'lost' | 'left'> {
  const { connection, onTurn, onEvent, signal } = options;
  const aborted = whenAborted(signal);
  const begun = await beginAgain(options, aborted);
  if (begun === null) return 'left';
  let turn = begun;
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

/**
 * A daemon that died while nobody asked is noticed by the first question; the next daemon gets it. Where only the
 * reply was lost, both questions share one call of the model, since they are the same.
 */
async function beginAgain(
  { connection, begin }: FollowOptions,
  aborted: Promise<null>,
): Promise<ClientTurn | null> {
  for (let count = 1; ; count++) {
    const client = await Promise.race([aborted, connection.client()]);
    if (client === null) return null;
    try {
      return await begin(client);
    } catch (error) {
      if (toJackdawError(error).code !== 'daemon_unavailable' || count === MOST_BEGINNINGS) throw error;
    }
    // The write fails before the connection is known to be closed: until then this client is the one there is.
    await Promise.race([aborted, pause(NOTICE_MS)]);
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
