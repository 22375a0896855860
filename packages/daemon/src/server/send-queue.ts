import type { ChatEvent, ChatEventOf, NotificationOf } from '@jackdaw/core/protocol';
import type { QueuePool } from './queue-pool.ts';
import type { SessionSocket } from './session-socket.ts';

type TurnEvent = NotificationOf<'turn.event'>;

export interface SendQueue {
  send(text: string): void;
  /**
   * For a reader that is behind, a text or thinking delta joins the one before it that still waits, and of the values
   * of an object only the newest waits. What was joined has the number of its last event, so that `turn.attach` from
   * that number plus one goes on rightly.
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

type Waiting = { readonly kind: 'text'; readonly text: string; readonly bytes: number } | WaitingEvent;

interface WaitingEvent {
  readonly kind: 'event';
  /** Null where it has been overtaken. */
  event: TurnEvent | null;
  bytes: number;
}

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
  /** The deltas at the end of each turn that still wait, to be joined by the next. */
  const tails = new Map<string, WaitingEvent[]>();

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
    if (next.event === null) return;
    const tail = tails.get(next.event.turnId);
    if (tail?.[0] === next) tail.shift();
    if (tail?.length === 0) tails.delete(next.event.turnId);
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
    tails.clear();
  }

  /** Whether `event` went into `last`. */
  function joinInto(last: WaitingEvent | undefined, event: TurnEvent): boolean {
    const joined = last?.event === null || last === undefined ? null : join(last.event.event, event.event);
    if (last === undefined || joined === null) return false;
    const bytes = deltaBytes(event.event);
    last.event = { ...event, event: joined };
    last.bytes += bytes;
    grow(bytes);
    return true;
  }

  function remove(item: WaitingEvent): void {
    grow(-item.bytes);
    item.event = null;
    item.bytes = 0;
    if (waiting.at(-1) === item) waiting.pop();
  }

  /** Takes out the object that still waits, and joins the deltas that it stood between. The queue only shrinks. */
  function overtakeObject(tail: WaitingEvent[]): void {
    const place = tail.findIndex(({ event }) => event?.event.type === 'object-delta');
    if (place === -1) return;
    const [overtaken] = tail.splice(place, 1);
    const [before, after] = [tail[place - 1]?.event, tail[place]];
    if (before && after?.event && join(before.event, after.event.event) !== null) {
      const { event } = after;
      tail.splice(place, 1);
      remove(after);
      joinInto(tail[place - 1], event);
    }
    if (overtaken !== undefined) remove(overtaken);
  }

  return {
    send(text) {
      if (stopped) return;
      if (keepsUp()) return socket.send(text, onTaken);
      // The reply to an attach parts what an earlier reader was sent from what the new one is.
      tails.clear();
      add({ kind: 'text', text, bytes: Buffer.byteLength(text) });
    },
    sendEvent(event) {
      if (stopped) return;
      if (keepsUp()) return socket.send(eventFrame(event), onTaken);
      const tail = tails.get(event.turnId) ?? [];
      if (joinInto(tail.at(-1), event)) return;
      if (event.event.type === 'object-delta') overtakeObject(tail);
      else if (!isText(event.event)) tail.length = 0;
      const item: WaitingEvent = { kind: 'event', event, bytes: Buffer.byteLength(eventFrame(event)) };
      if (isText(event.event) || event.event.type === 'object-delta') tail.push(item);
      if (tail.length > 0) tails.set(event.turnId, tail);
      else tails.delete(event.turnId);
      add(item);
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
  if (!isText(before)) return null;
  if (after.type !== before.type || before.text.length + after.text.length > MAX_JOINED) return null;
  return { type: before.type, text: before.text + after.text };
}

function isText(event: ChatEvent): event is ChatEventOf<'text-delta' | 'thinking-delta'> {
  return event.type === 'text-delta' || event.type === 'thinking-delta';
}

function deltaBytes(event: ChatEvent): number {
  return isText(event) ? Buffer.byteLength(event.text) : 0;
}
