import {
  createAdmission,
  type AdmissionOptions,
  type ChatEvent,
  type ChatRequest,
  type Passage,
  type Ticket,
} from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { createFakeClock } from '../../../support/fake-clock.ts';
import { requestOf } from '../../../support/request-of.ts';
import { eventually } from '../../../support/eventually.ts';

type Priority = ChatRequest['priority'];
type WaitEvent = Extract<ChatEvent, { type: 'admission-wait' }>;

const request = (changes: Partial<ChatRequest> = {}) => requestOf('Hello', changes);

function setUp(options: Partial<AdmissionOptions> = {}) {
  const clock = createFakeClock();
  const admission = createAdmission({
    requestsPerSecond: 10,
    burst: 3,
    maxQueue: 10,
    maxPromptBytes: 1_000,
    maxBinaryBytes: 1_000,
    clock,
    ...options,
  });
  const admitted: string[] = [];

  /** Asks for a place; `waits` are the events so far, `ticket` comes with the place. */
  const ask = (name: string, priority: Priority = 'person', signal = new AbortController().signal) => {
    const waits: WaitEvent[] = [];
    const enter = async (): Promise<Ticket> => {
      const ticket = await admission.admit(request({ priority }), signal, (event) => {
        if (event.type === 'admission-wait') waits.push(event);
      });
      admitted.push(name);
      return ticket;
    };
    const ticket = enter();
    ticket.catch(() => undefined);
    return { waits, ticket };
  };
  /** Until all that can happen without time passing has happened. */
  const settle = () => new Promise(setImmediate);
  return { clock, admission, admitted, ask, settle };
}

describe('createAdmission', () => {
  it('lets a request pass at once where there is room: no event, no timer', async () => {
    const { admission, clock } = setUp();
    const told: ChatEvent[] = [];
    await admission.admit(request(), new AbortController().signal, (event) => told.push(event));
    expect(told).toEqual([]);
    expect(clock.sleepers).toBe(0);
  });

  it('lets a burst pass, then keeps to the rate', async () => {
    const { ask, admitted, clock, settle } = setUp({ requestsPerSecond: 10, burst: 3 });
    for (const name of ['a', 'b', 'c', 'd', 'e']) ask(name);
    await settle();
    expect(admitted).toEqual(['a', 'b', 'c']);
    await clock.advance(99);
    expect(admitted).toHaveLength(3);
    await clock.advance(1);
    expect(admitted).toEqual(['a', 'b', 'c', 'd']);
    await clock.advance(100);
    expect(admitted).toEqual(['a', 'b', 'c', 'd', 'e']);
    expect(clock.sleepers).toBe(0);
  });

  it('admits over any time what the rate and the burst allow, and no more', async () => {
    const { ask, admitted, clock, settle } = setUp({
      requestsPerSecond: 7,
      burst: 4,
      maxQueue: 500,
    });
    for (let index = 0; index < 500; index += 1) ask(`${index}`);
    await settle();
    for (let second = 1; second <= 20; second += 1) {
      await clock.advance(1_000);
      expect(admitted.length).toBeLessThanOrEqual(4 + 7 * second);
      expect(admitted.length).toBeGreaterThanOrEqual(4 + 7 * second - second);
    }
  });

  it('knows no rate where none is set', async () => {
    const { ask, admitted, settle } = setUp({ requestsPerSecond: 0, burst: 1 });
    for (let index = 0; index < 50; index += 1) ask(`${index}`);
    await settle();
    expect(admitted).toHaveLength(50);
  });

  it('sets no timer that is too long for a timer, however slow the rate', async () => {
    const clock = createFakeClock();
    const naps: number[] = [];
    const sleep = (ms: number, signal: AbortSignal) => {
      naps.push(ms);
      return clock.sleep(ms, signal);
    };
    const { ask, settle } = setUp({ burst: 1, requestsPerSecond: 1e-9, clock: { ...clock, sleep } });
    ask('a');
    ask('b');
    await settle();
    expect(naps).toHaveLength(1);
    expect(naps[0]).toBeLessThan(2 ** 31);
  });

  it('tells whoever waits for the rate the place and the time', async () => {
    const { ask, settle } = setUp({ requestsPerSecond: 2, burst: 1 });
    ask('a');
    const [second, third] = [ask('b'), ask('c')];
    await settle();
    expect(second.waits).toEqual([
      { type: 'admission-wait', reason: 'rate-limit', position: 1, waitMs: 500 },
    ]);
    expect(third.waits).toEqual([
      { type: 'admission-wait', reason: 'rate-limit', position: 2, waitMs: 1_000 },
    ]);
  });

  it('gives the rate back for what cost the upstream nothing', async () => {
    const { ask, admitted, settle } = setUp({ burst: 1, requestsPerSecond: 0.001 });
    for (let index = 0; index < 20; index += 1) {
      const asked = ask(`${index}`);
      (await asked.ticket).release({ charged: false });
    }
    expect(admitted).toHaveLength(20);
    const charged = await ask('charged').ticket;
    charged.release({ charged: true });
    ask('too soon');
    await settle();
    expect(admitted.at(-1)).toBe('charged');
  });

  it('is not fooled by a ticket that is given back twice', async () => {
    const { ask, admitted, settle } = setUp({ burst: 1, requestsPerSecond: 0.001 });
    const first = await ask('a').ticket;
    first.release({ charged: false });
    const second = await ask('b').ticket;
    first.release({ charged: false });
    ask('c');
    await settle();
    expect(admitted).toEqual(['a', 'b']);
    second.release({ charged: false });
    await settle();
    expect(admitted).toEqual(['a', 'b', 'c']);
  });

  it('serves people before scripts, yet lets no script wait for ever', async () => {
    const { ask, admitted, clock, settle } = setUp({ burst: 1, requestsPerSecond: 1, maxQueue: 100 });
    ask('first');
    await settle();
    const scripts = ['s1', 's2'].map((name) => ask(name, 'script'));
    const people = Array.from({ length: 10 }, (_, index) => ask(`p${index + 1}`));
    await clock.advance(20_000);
    expect(admitted).toEqual([
      'first',
      'p1',
      'p2',
      'p3',
      'p4',
      's1',
      'p5',
      'p6',
      'p7',
      'p8',
      's2',
      'p9',
      'p10',
    ]);
    expect(people.map(({ waits }) => waits[0]?.position)).toEqual([1, 2, 3, 4, 6, 7, 8, 9, 11, 12]);
    expect(scripts.map(({ waits }) => waits[0]?.position)).toEqual([1, 2]);
  });

  it('tells a script of the people who will go first', async () => {
    const { ask, settle } = setUp({ burst: 1, requestsPerSecond: 1, maxQueue: 100 });
    ask('first');
    for (let index = 0; index < 6; index += 1) ask('person');
    const script = ask('script', 'script');
    await settle();
    expect(script.waits[0]?.position).toBe(5);
  });

  it('turns away what the queue has no room for, and says when to come back', async () => {
    const { ask } = setUp({ burst: 1, requestsPerSecond: 1, maxQueue: 2 });
    for (const name of ['a', 'b', 'c']) ask(name);
    await expect(ask('d').ticket).rejects.toMatchObject({
      code: 'queue_full',
      retryAfterMs: 3_000,
      retryable: true,
    });
  });

  it('has room for people however many scripts wait, and bounds people too', async () => {
    const { ask, settle } = setUp({ burst: 1, requestsPerSecond: 1, maxQueue: 2 });
    for (const name of ['a', 'b', 'c']) ask(name, 'script');
    await expect(ask('d', 'script').ticket).rejects.toMatchObject({ code: 'queue_full' });
    const people = [ask('e'), ask('f')];
    await settle();
    expect(people.map(({ waits }) => waits[0]?.position)).toEqual([1, 2]);
    await expect(ask('g').ticket).rejects.toMatchObject({ code: 'queue_full', retryAfterMs: 3_000 });
  });

  it('turns away what is too large, with the numbers, and charges nothing for it', async () => {
    const { admission, ask } = setUp({ burst: 1, requestsPerSecond: 0.001, maxPromptBytes: 1_000 });
    const signal = new AbortController().signal;
    const admit = (changes: Partial<ChatRequest>) => admission.admit(request(changes), signal, () => {});
    const accented = [{ role: 'user', content: 'é'.repeat(600) }] as const;
    await expect(admit({ messages: accented })).rejects.toMatchObject({
      code: 'too_large',
      message: expect.stringMatching(/1,2\d\d bytes.*at most 1,000/),
    });
    const blocks = [
      { role: 'user', content: [{ type: 'image', source: { data: 'A'.repeat(2_000) } }] },
    ] as const;
    await expect(admit({ messages: blocks })).rejects.toMatchObject({ code: 'too_large' });
    await expect(admit({ system: 'x'.repeat(1_001) })).rejects.toMatchObject({ code: 'too_large' });
    await ask('small').ticket;
  });

  it('measures a passage too, where its text might be too large, and takes a short one as it is', async () => {
    const { admission } = setUp({ maxPromptBytes: 1_000, maxBinaryBytes: 1_000 });
    const passing = (content: string) => {
      const messages = [{ role: 'user', content }] as const;
      const body = { messages };
      const headers = {};
      const text = JSON.stringify(body);
      const passage: Passage = { body, text, headers, keyHeader: null, hops: 0, stream: false };
      return admission.tryAdmit(request({ messages, passage }));
    };
    expect(passing('x'.repeat(200))).not.toBeNull();
    expect(passing('x'.repeat(900))).not.toBeNull();
    expect(() => passing('é'.repeat(600))).toThrow('at most 1,000 are taken');
  });

  it('takes what is exactly as large as allowed, although it might have been larger', async () => {
    const { admission } = setUp({ maxPromptBytes: 1_000 });
    const overhead = 'roleusercontent'.length;
    const messages = [{ role: 'user', content: 'x'.repeat(1_000 - overhead) }] as const;
    const admitted = admission.admit(request({ messages }), new AbortController().signal, () => {});
    await expect(admitted).resolves.toBeDefined();
  });

  describe('on abort', () => {
    const reason = new Error('The user has gone.');

    it('admits nobody who has gone already', async () => {
      const { ask, admitted } = setUp();
      const controller = new AbortController();
      controller.abort(reason);
      await expect(ask('a', 'person', controller.signal).ticket).rejects.toBe(reason);
      expect(admitted).toEqual([]);
    });

    it('gives the place in the queue to the next', async () => {
      const { ask, admitted, clock, settle } = setUp({ burst: 1, requestsPerSecond: 1 });
      const controller = new AbortController();
      ask('a');
      const leaving = ask('b', 'person', controller.signal);
      ask('c');
      await settle();
      controller.abort(reason);
      await expect(leaving.ticket).rejects.toBe(reason);
      await clock.advance(1_000);
      expect(admitted).toEqual(['a', 'c']);
    });

    it('leaves no timer behind when the last has gone', async () => {
      const { ask, clock, settle } = setUp({ burst: 1, requestsPerSecond: 1 });
      const controller = new AbortController();
      ask('a');
      const leaving = ask('b', 'person', controller.signal);
      await settle();
      expect(clock.sleepers).toBe(1);
      controller.abort(reason);
      await expect(leaving.ticket).rejects.toBe(reason);
      await eventually(() => expect(clock.sleepers).toBe(0));
    });

    it('hands on a place that was granted in the same moment', async () => {
      const { ask, admission, admitted, settle } = setUp({ burst: 1, requestsPerSecond: 0.001 });
      const first = await ask('a').ticket;
      const controller = new AbortController();
      const leaving = admission.admit(request(), controller.signal, () => {});
      await settle();
      ask('c');
      await settle();
      controller.abort(reason);
      first.release({ charged: false }); // granted before the one who leaves has left
      await expect(leaving).rejects.toBe(reason);
      await settle();
      expect(admitted).toEqual(['a', 'c']);
    });
  });
});
