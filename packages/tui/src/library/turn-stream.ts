import { setTimeout as sleep } from 'node:timers/promises';
import type { ClientTurn } from '@jackdaw/core/client';
import {
  fromWireError,
  JackdawError,
  toJackdawError,
  type ChatEvent,
  type TurnResult,
  type WireRequest,
} from '@jackdaw/core/protocol';
import type { Link } from './link.ts';

/**
 * A turn as it happens. It is under way from the call on, whether it is read or not. Reading gives every event from the
 * first; to leave the loop before the end stops the turn. What fails is thrown, in the loop and from `result`.
 */
export interface TurnStream extends AsyncIterable<ChatEvent> {
  /** What has come of the answer so far; after a failure, what had come. */
  readonly text: string;
  readonly result: Promise<TurnResult>;
  /** Stops the turn. What was written is kept in the history. */
  cancel(): void;
}

/** Milliseconds before each try to take a turn up again whose connection was lost. */
const RECONNECT_DELAYS_MS = [0, 250, 500, 1_000, 2_000, 4_000];

export function streamTurn(link: Link, request: WireRequest, signal: AbortSignal | undefined): TurnStream {
  const events: ChatEvent[] = [];
  const controller = new AbortController();
  const stop = signal === undefined ? controller.signal : AbortSignal.any([signal, controller.signal]);
  let text = '';
  let wake = Promise.withResolvers<void>();
  let over = false;

  function notify(): void {
    wake.resolve();
    wake = Promise.withResolvers<void>();
  }

  function take(event: ChatEvent): void {
    if (event.type === 'text-delta') text += event.text;
    if (event.type === 'text-discard') text = '';
    events.push(event);
    notify();
  }

  const result = drive(link, request, stop, take).finally(() => {
    over = true;
    notify();
  });
  // Whoever reads the events alone has the failure there.
  result.catch(() => {});

  return {
    get text() {
      return text;
    },
    result,
    cancel: () => controller.abort(new JackdawError('cancelled', 'Cancelled.')),
    async *[Symbol.asyncIterator]() {
      try {
        for (let at = 0; ;) {
          const event = events[at];
          if (event !== undefined) {
            at += 1;
            yield event;
          } else if (over) {
            await result;
            return;
          } else await wake.promise;
        }
      } finally {
        if (!over) controller.abort(new JackdawError('cancelled', 'Nobody reads the answer any more.'));
      }
    },
  };
}

/** Reads a turn to its end, over as many connections as it takes. Rejects with its failure, or with the abort's reason. */
async function drive(
  link: Link,
  request: WireRequest,
  signal: AbortSignal,
  take: (event: ChatEvent) => void,
): Promise<TurnResult> {
  signal.throwIfAborted();
  const client = await link.client();
  signal.throwIfAborted();
  let turn = await client.startTurn(request);
  let next = 0;
  for (;;) {
    const abort = () => void turn.cancel().catch(() => {});
    signal.addEventListener('abort', abort, { once: true });
    if (signal.aborted) abort();
    try {
      for await (const { seq, event } of turn.events) {
        next = seq + 1;
        if (event.type === 'turn-end') {
          take(event);
          return event.result;
        }
        take(event);
        if (event.type === 'turn-error') throw signal.aborted ? signal.reason : fromWireError(event.error);
      }
      throw new JackdawError('interrupted', 'The turn ended without an end. Ask again.');
    } catch (error) {
      const known = toJackdawError(error);
      if (signal.aborted || link.closed || known.code !== 'daemon_unavailable') throw error;
      turn = await takeUp(link, turn.turnId, next, signal, known);
    } finally {
      signal.removeEventListener('abort', abort);
    }
  }
}

/** Throws `interrupted` where the daemon knows the turn no more: it was started anew. */
async function takeUp(
  link: Link,
  turnId: string,
  from: number,
  signal: AbortSignal,
  lost: JackdawError,
): Promise<ClientTurn> {
  let last: JackdawError = lost;
  for (const delayMs of RECONNECT_DELAYS_MS) {
    await sleep(delayMs, undefined, { signal });
    try {
      return await (await link.client()).attach(turnId, from);
    } catch (error) {
      last = toJackdawError(error);
      if (last.code === 'not_found')
        throw new JackdawError(
          'interrupted',
          'The daemon was started anew while it answered. What had come is in the history; ask again for the rest.',
          { cause: lost },
        );
      if (last.code !== 'daemon_unavailable') throw last;
    }
  }
  throw last;
}
