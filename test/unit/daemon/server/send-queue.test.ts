import type { ChatEvent } from '@jackdaw/core/protocol';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createQueuePool } from '../../../../packages/daemon/src/server/queue-pool.ts';
import { createSendQueue } from '../../../../packages/daemon/src/server/send-queue.ts';

/** A socket whose system takes nothing until told. */
function createStuckSocket() {
  const sent: string[] = [];
  let waiting: (() => void)[] = [];
  let buffered = 0;
  return {
    sent,
    get bufferedBytes() {
      return buffered;
    },
    send(text: string, taken: () => void) {
      sent.push(text);
      buffered += text.length;
      waiting.push(taken);
    },
    close() {},
    /** The system takes all that was handed over. */
    drain() {
      const taken = waiting;
      waiting = [];
      buffered = 0;
      for (const callback of taken) callback();
    },
    /** Until nothing is handed over any more. */
    drainAll() {
      while (waiting.length > 0) this.drain();
    },
  };
}

const pool = createQueuePool(Infinity);
const options = { maxQueuedBytes: 1_000_000, pool, onOverflow: () => {} };
const filler = 'x'.repeat(300_000);
const event = (seq: number, event: ChatEvent, turnId = 'a') => ({ turnId, seq, event });
const text = (text: string): ChatEvent => ({ type: 'text-delta', text });
const paramsOf = (frames: readonly string[]) =>
  frames.filter((frame) => frame.startsWith('{')).map((frame) => JSON.parse(frame).params);

test('frames of a reader that keeps up go out at once', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send('one');
  queue.sendEvent(event(0, text('two')));
  expect(socket.sent).toEqual([
    'one',
    '{"jsonrpc":"2.0","method":"turn.event","params":{"turnId":"a","seq":0,"event":{"type":"text-delta","text":"two"}}}',
  ]);
});

test('frames of a slow reader wait, in order, until the system has taken the earlier ones', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send(filler);
  queue.send('one');
  queue.send('two');
  expect(socket.sent).toHaveLength(1);
  socket.drain();
  expect(socket.sent.slice(1)).toEqual(['one', 'two']);
});

test('what a reader is sent after it attached anew is not joined to what it was sent before', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send(filler);
  queue.sendEvent(event(5, text('six ')));
  queue.send('the reply to attach, from 3');
  queue.sendEvent(event(3, text('four ')));
  queue.sendEvent(event(4, text('five ')));
  socket.drainAll();
  expect(paramsOf(socket.sent)).toEqual([event(5, text('six ')), event(4, text('four five '))]);
});

test('deltas of one kind and one turn are joined under the number of the last', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send(filler);
  queue.sendEvent(event(0, text('a')));
  queue.sendEvent(event(1, text('b')));
  queue.sendEvent(event(7, text('c'), 'other'));
  queue.sendEvent(event(2, text('c')));
  queue.sendEvent(event(3, { type: 'thinking-delta', text: 'hm' }));
  queue.sendEvent(event(4, { type: 'thinking-delta', text: '!' }));
  queue.sendEvent(event(5, text('d')));
  socket.drain();
  expect(paramsOf(socket.sent)).toEqual([
    event(2, text('abc')),
    event(7, text('c'), 'other'),
    event(4, { type: 'thinking-delta', text: 'hm!' }),
    event(5, text('d')),
  ]);
});

test('of the values of an object only the newest waits, and the text around the others is joined', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  const object = (value: unknown): ChatEvent => ({ type: 'object-delta', value });
  queue.send(filler);
  queue.sendEvent(event(0, text('[1')));
  queue.sendEvent(event(1, object([])));
  queue.sendEvent(event(9, object(['theirs']), 'other'));
  queue.sendEvent(event(2, text(',2')));
  queue.sendEvent(event(3, object([1])));
  queue.sendEvent(event(4, text(']')));
  queue.sendEvent(event(5, object([1, 2])));
  queue.sendEvent(event(6, { type: 'text-discard', reason: 'wrong' }));
  queue.sendEvent(event(7, object({})));
  socket.drainAll();
  expect(paramsOf(socket.sent)).toEqual([
    event(4, text('[1,2]')),
    event(9, object(['theirs']), 'other'),
    event(5, object([1, 2])),
    event(6, { type: 'text-discard', reason: 'wrong' }),
    event(7, object({})),
  ]);
});

test('a reader that stands still while a long object grows is not overrun by what it grew from', () => {
  const socket = createStuckSocket();
  let overflows = 0;
  const queue = createSendQueue(socket, { maxQueuedBytes: 30_000, pool, onOverflow: () => (overflows += 1) });
  queue.send(filler);
  for (let seq = 0; seq < 1000; seq += 2) {
    queue.sendEvent(event(seq, text('0123456789')));
    queue.sendEvent(event(seq + 1, { type: 'object-delta', value: ['0123456789'.repeat(seq / 2)] }));
  }
  expect(overflows).toBe(0);
  socket.drainAll();
  expect(paramsOf(socket.sent)).toHaveLength(2);
});

test('nothing is joined to what is sent already', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send(filler);
  queue.sendEvent(event(0, text('a')));
  socket.drain();
  queue.send(filler);
  queue.sendEvent(event(1, text('b')));
  socket.drainAll();
  expect(paramsOf(socket.sent)).toEqual([event(0, text('a')), event(1, text('b'))]);
});

test('joined deltas stay well below the size of a frame', () => {
  const socket = createStuckSocket();
  const queue = createSendQueue(socket, options);
  queue.send(filler);
  for (let seq = 0; seq < 100; seq += 1) queue.sendEvent(event(seq, text('y'.repeat(1000))));
  socket.drainAll();
  const lengths = socket.sent.slice(1).map((frame) => frame.length);
  expect(Math.max(...lengths)).toBeLessThan(70_000);
  expect(lengths.length).toBeLessThan(4);
});

test('beyond its bound the queue forgets what waits, says so once, and sends nothing more', () => {
  const socket = createStuckSocket();
  let overflows = 0;
  const queue = createSendQueue(socket, { maxQueuedBytes: 1000, pool, onOverflow: () => (overflows += 1) });
  queue.send(filler);
  for (let count = 0; count < 10; count += 1) queue.send('z'.repeat(400));
  socket.drainAll();
  queue.send('late');
  expect(socket.sent).toHaveLength(1);
  expect(overflows).toBe(1);
});

test('joined deltas count towards the bound', () => {
  const socket = createStuckSocket();
  let overflows = 0;
  const queue = createSendQueue(socket, { maxQueuedBytes: 1000, pool, onOverflow: () => (overflows += 1) });
  queue.send(filler);
  for (let seq = 0; seq < 10; seq += 1) queue.sendEvent(event(seq, text('z'.repeat(200))));
  expect(overflows).toBe(1);
});

test('whatever the reader does, text arrives whole, the newest object last, and numbers only rise', () => {
  const step = fc.oneof(
    fc.record({ kind: fc.constant('delta' as const), text: fc.string({ maxLength: 200 }) }),
    fc.record({ kind: fc.constant('object' as const) }),
    fc.record({ kind: fc.constant('filler' as const) }),
    fc.record({ kind: fc.constant('drain' as const) }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const socket = createStuckSocket();
      const queue = createSendQueue(socket, { maxQueuedBytes: Infinity, pool, onOverflow: () => {} });
      let expected = '';
      let seq = 0;
      let newest = -1;
      for (const each of steps) {
        if (each.kind === 'filler') queue.send(filler);
        else if (each.kind === 'drain') socket.drain();
        else if (each.kind === 'object') {
          queue.sendEvent(event(seq, { type: 'object-delta', value: seq }));
          newest = seq;
          seq += 1;
        } else {
          expected += each.text;
          queue.sendEvent(event(seq, text(each.text)));
          seq += 1;
        }
      }
      socket.drainAll();
      const events = paramsOf(socket.sent);
      expect(events.map((params) => params.event.text ?? '').join('')).toBe(expected);
      const objects = events.filter((params) => params.event.type === 'object-delta');
      expect(objects.at(-1)?.event.value ?? -1).toBe(newest);
      const numbers = events.map((params) => params.seq);
      expect(numbers).toEqual(numbers.toSorted((a, b) => a - b));
      expect(numbers.at(-1) ?? -1).toBe(seq - 1);
    }),
  );
});
