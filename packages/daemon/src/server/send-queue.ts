import type { ChatEvent, NotificationOf } from '@jackdaw/core/protocol';
import type { QueuePool } from './queue-pool.ts';
import type { SessionSocket } from './session-socket.ts';

type TurnEvent = NotificationOf<'turn.event'>;

export interface SendQueue {
  send(text: string): void;
  /**
   * For a reader that is behind, a text or thinking delta joins the one before it that still waits; the joined
   * notification has the number of its last event, so that `turn.attach` from that number plus one goes on rightly.
   */
  sendEvent(event: TurnEvent): void;
  /** Hands over all that waits, without regard to the reader. */
  flush(): void;
  /** Forgets what waits; nothing is sent any more. */
  stop(): void;
}

export interface SendQueueOptions {
  readonly maxQueuedBytes: number;
  /** What this queue shares its memory with. */
  readonly pool: QueuePool;
  /** The reader is hopelessly behind; the queue has stopped. */
  readonly onOverflow: () => void;
}

/** Bytes in the socket's own buffer from which on the reader counts as slow. */
const SLOW_BYTES = 256 * 1024;
/** Characters up to which deltas are joined. */
const MAX_JOINED = 64 * 1024;

type Waiting =
  | { readonly kind: 'text'; readonly text: string; readonly bytes: number }
  | { readonly kind: 'event'; event: TurnEvent; bytes: number };

/** Keeps the order. A reader that keeps up costs nothing: its frames go straight to the socket. */
export function createSendQueue(
  socket: SessionSocket,
  { maxQueuedBytes, pool, onOverflow }: SendQueueOptions,
): SendQueue {
  let waiting: Waiting[] = [];
  /** Those before this one are sent: `shift` would move the whole array each time. */
  let first = 0;
  let queuedBytes = 0;
  let stopped = false;
  const share = pool.join(overflow);
  /** The last of each turn that still waits, to be joined by the next. */
  const lastOfTurn = new Map<string, Waiting & { kind: 'event' }>();

  const keepsUp = () => waiting.length === 0 && socket.bufferedBytes < SLOW_BYTES;

  const onTaken = () => {
    while (first < waiting.length && socket.bufferedBytes < SLOW_BYTES) sendNext();
  };

  function sendNext(): void {
    const next = waiting[first];
    if (next === undefined) return;
    first += 1;
    queuedBytes -= next.bytes;
    share.set(queuedBytes);
    if (first === waiting.length) {
      waiting = [];
      first = 0;
    }
    if (next.kind === 'text') return socket.send(next.text, onTaken);
    if (lastOfTurn.get(next.event.turnId) === next) lastOfTurn.delete(next.event.turnId);
    socket.send(eventFrame(next.event), onTaken);
  }

  function add(item: Waiting): void {
    waiting.push(item);
    grow(item.bytes);
  }

  function grow(bytes: number): void {
    queuedBytes += bytes;
    if (queuedBytes > maxQueuedBytes) overflow();
    else share.set(queuedBytes);
  }

  function overflow(): void {
    stop();
    onOverflow();
  }

  function stop(): void {
    stopped = true;
    waiting = [];
    first = 0;
    queuedBytes = 0;
    share.set(0);
    lastOfTurn.clear();
  }

  return {
    send(text) {
      if (stopped) return;
      if (keepsUp()) return socket.send(text, onTaken);
      // The reply to an attach parts what an earlier reader was sent from what the new one is.
      lastOfTurn.clear();
      add({ kind: 'text', text, bytes: Buffer.byteLength(text) });
    },
    sendEvent(event) {
      if (stopped) return;
      if (keepsUp()) return socket.send(eventFrame(event), onTaken);
      const last = lastOfTurn.get(event.turnId);
      const joined = last === undefined ? null : join(last.event.event, event.event);
      if (last !== undefined && joined !== null) {
        const bytes = deltaBytes(event.event);
        last.event = { ...event, event: joined };
        last.bytes += bytes;
        return grow(bytes);
      }
      const item: Waiting & { kind: 'event' } = {
        kind: 'event',
        event,
        bytes: Buffer.byteLength(eventFrame(event)),
      };
      lastOfTurn.set(event.turnId, item);
      return add(item);
    },
    flush() {
      while (first < waiting.length) sendNext();
    },
    stop,
  };
}

function eventFrame(params: TurnEvent): string {
  return JSON.stringify({ jsonrpc: '2.0', method: 'turn.event', params });
}

/** Null where the two are not deltas of one kind. */
function join(before: ChatEvent, after: ChatEvent): ChatEvent | null {
  if (before.type !== 'text-delta' && before.type !== 'thinking-delta') return null;
  if (after.type !== before.type || before.text.length + after.text.length > MAX_JOINED) return null;
  return { type: before.type, text: before.text + after.text };
}

function deltaBytes(event: ChatEvent): number {
  return event.type === 'text-delta' || event.type === 'thinking-delta' ? Buffer.byteLength(event.text) : 0;
}
