import { JackdawError, type ChatRequest } from '@jackdaw/core';
import { describe, expect, it } from 'vitest';
import { Turnstile, type TurnstileOptions } from '../../../../packages/core/src/admission/turnstile.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

type Priority = ChatRequest['priority'];

/** Whoever comes needs some of `stock`; time alone adds nothing to it unless `waitMs` says so. */
function setUp(options: Partial<TurnstileOptions<number>> = {}) {
  const clock = createFakeClock();
  const shop = { stock: 0 };
  const turnstile = new Turnstile<number>({
    clock,
    waitFor: (need) => (need <= shop.stock ? 0 : Infinity),
    take: (need) => void (shop.stock -= need),
    ...options,
  });
  const through: string[] = [];
  const lost: string[] = [];

  const come = (name: string, { need = 1, priority = 'person', first = false }: Coming = {}) => {
    const controller = new AbortController();
    const places = turnstile.enter(need, priority, controller.signal, () => lost.push(name), first);
    const told: number[] = [];
    const entering = (async () => {
      for await (const { position } of places) told.push(position);
      through.push(name);
    })();
    entering.catch(() => undefined);
    return { told, entering, abort: (reason: unknown) => controller.abort(reason) };
  };
  const deliver = (count: number) => {
    shop.stock += count;
    turnstile.serve();
  };
  const settle = () => new Promise(setImmediate);
  return { clock, shop, turnstile, through, lost, come, deliver, settle };
}

interface Coming {
  readonly need?: number;
  readonly priority?: Priority;
  readonly first?: boolean;
}

describe('Turnstile', () => {
  it('lets in at once only where there is room and nobody waits', async () => {
    const { turnstile, shop, come, settle } = setUp();
    expect(turnstile.tryEnter(1)).toBe(false);
    shop.stock = 2;
    expect(turnstile.tryEnter(1)).toBe(true);
    come('waits', { need: 5 });
    await settle();
    expect(turnstile.tryEnter(1)).toBe(false);
    expect(shop.stock).toBe(1);
  });

  it('lets in the first in line before all others, however little these need', async () => {
    const { come, deliver, through, settle } = setUp();
    come('much', { need: 3 });
    come('little', { need: 1 });
    await settle();
    deliver(2);
    await settle();
    expect(through).toEqual([]);
    deliver(2);
    await settle();
    expect(through).toEqual(['much', 'little']);
  });

  it('puts those who have waited before ahead of their kind', async () => {
    const { come, deliver, through, settle } = setUp();
    come('person');
    come('script', { priority: 'script' });
    come('script again', { priority: 'script', first: true });
    come('person again', { first: true });
    await settle();
    deliver(4);
    await settle();
    expect(through).toEqual(['person again', 'person', 'script again', 'script']);
  });

  it('tells the place at the start and as it moves up, not more than once a second', async () => {
    const { come, deliver, clock, settle } = setUp();
    const comers = ['a', 'b', 'c', 'd'].map((name) => come(name));
    const last = comers[3];
    await settle();
    await clock.advance(1_000);
    deliver(1);
    await settle();
    expect(last?.told).toEqual([4, 3]);
    await clock.advance(999);
    deliver(1);
    await settle();
    expect(last?.told).toEqual([4, 3]);
    await clock.advance(1);
    deliver(0);
    await settle();
    expect(last?.told).toEqual([4, 3, 2]);
  });

  it('tells a slow reader the latest place, not those it has missed', async () => {
    const { turnstile, come, deliver, clock, settle } = setUp();
    come('before');
    come('before too');
    await settle();
    const slow = turnstile.enter(1, 'person', new AbortController().signal, () => undefined);
    expect((await slow.next()).value).toMatchObject({ position: 3 });
    for (let turn = 0; turn < 2; turn += 1) {
      await clock.advance(1_000);
      deliver(1);
      await settle();
    }
    expect((await slow.next()).value).toMatchObject({ position: 1 });
  });

  it('wakes by time, with one timer for the whole line, and none for nobody', async () => {
    let open = 0;
    const { clock, come, through, settle } = setUp({ waitFor: () => Math.max(0, open - clock.monotonic()) });
    open = 500;
    for (const name of ['a', 'b', 'c']) come(name);
    await settle();
    expect(clock.sleepers).toBe(1);
    await clock.advance(499);
    expect(through).toEqual([]);
    await clock.advance(1);
    expect(through).toEqual(['a', 'b', 'c']);
    expect(clock.sleepers).toBe(0);
  });

  describe('refusals', () => {
    const refusal = new JackdawError('overloaded', 'Not now.');

    it('refuses whom it would refuse, before anything is taken', () => {
      const { turnstile, shop } = setUp({ refusal: () => refusal });
      shop.stock = 1;
      expect(() => turnstile.tryEnter(1)).toThrow(refusal);
      expect(shop.stock).toBe(1);
    });

    it('turns away those who wait when a refusal comes up, and lets the others in', async () => {
      let strict = false;
      const { come, deliver, through, turnstile, lost, settle } = setUp({
        refusal: (need) => (strict && need > 1 ? refusal : null),
      });
      const [greedy, modest] = [come('greedy', { need: 2 }), come('modest')];
      await settle();
      strict = true;
      deliver(1);
      await expect(greedy.entering).rejects.toBe(refusal);
      await modest.entering;
      expect(through).toEqual(['modest']);
      expect(lost).toEqual([]);
      expect(turnstile.waiting).toBe(0);
    });
  });

  describe('leaving', () => {
    const reason = new Error('The user has gone.');

    it('never joins the line where it is aborted before', async () => {
      const { turnstile } = setUp();
      const places = turnstile.enter(1, 'person', AbortSignal.abort(reason), () => undefined);
      await expect(places.next()).rejects.toBe(reason);
      expect(turnstile.waiting).toBe(0);
    });

    it('gives the place to the next, and stops the timer with the last', async () => {
      const { clock, turnstile, come, settle } = setUp({ waitFor: () => 1_000 });
      const [a, b] = [come('a'), come('b')];
      await settle();
      a.abort(reason);
      await expect(a.entering).rejects.toBe(reason);
      expect(turnstile.waiting).toBe(1);
      expect(clock.sleepers).toBe(1);
      b.abort(reason);
      await expect(b.entering).rejects.toBe(reason);
      expect(clock.sleepers).toBe(0);
    });

    it('lets those behind in when who held them up leaves', async () => {
      const { shop, come, through, settle } = setUp();
      const greedy = come('greedy', { need: 9 });
      come('modest');
      await settle();
      shop.stock = 1;
      greedy.abort(reason);
      await settle();
      expect(through).toEqual(['modest']);
    });

    it('gives back what it got in the moment in which it left', async () => {
      const { come, deliver, lost, through, settle } = setUp();
      const leaver = come('leaver');
      await settle();
      leaver.abort(reason);
      deliver(1); // before the leaver has noticed
      await expect(leaver.entering).rejects.toBe(reason);
      expect(lost).toEqual(['leaver']);
      expect(through).toEqual([]);
    });

    it('is in where it was let in before it was aborted', async () => {
      const { come, deliver, lost, settle } = setUp();
      const comer = come('comer');
      await settle();
      deliver(1);
      comer.abort(reason);
      await comer.entering;
      expect(lost).toEqual([]);
    });

    it('gives back what it got where the reader left without taking it', async () => {
      const { turnstile, lost, deliver } = setUp();
      const signal = new AbortController().signal;
      const places = turnstile.enter(1, 'person', signal, () => lost.push('reader'));
      await places.next();
      deliver(1);
      await places.return();
      expect(lost).toEqual(['reader']);
    });
  });
});
