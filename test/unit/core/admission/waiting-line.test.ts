import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WaitingLine } from '../../../../packages/core/src/admission/waiting-line.ts';

describe('WaitingLine', () => {
  const priority = fc.constantFrom('person', 'script');

  it('tells each newcomer the place at which it is served if nobody else comes', () => {
    fc.assert(
      fc.property(
        fc.array(priority),
        fc.nat(20),
        fc.array(priority),
        priority,
        (before, served, after, last) => {
          const line = new WaitingLine<string>();
          for (const each of before) line.add(each, 'someone');
          for (let count = 0; count < served; count += 1) line.next();
          for (const each of after) line.add(each, 'someone');
          line.add(last, 'last');
          const told = line.placeOf('last');
          let place = 1;
          while (line.next() !== 'last') place += 1;
          expect(told).toBe(place);
        },
      ),
    );
  });

  it('serves everyone exactly once, each kind in order of arrival, and no script after more than four people', () => {
    fc.assert(
      fc.property(fc.array(priority), (arrivals) => {
        const line = new WaitingLine<{ readonly kind: string; readonly index: number }>();
        arrivals.forEach((kind, index) => line.add(kind, { kind, index }));
        const served = arrivals.flatMap(() => line.next() ?? []);
        expect(served).toHaveLength(arrivals.length);
        for (const kind of ['person', 'script']) {
          const order = served.filter((each) => each.kind === kind).map(({ index }) => index);
          expect(order).toEqual(order.toSorted((a, b) => a - b));
        }
        const untilLastScript = served.slice(0, served.findLastIndex(({ kind }) => kind === 'script') + 1);
        const runs = untilLastScript
          .map(({ kind }) => (kind === 'person' ? 'p' : 's'))
          .join('')
          .split('s');
        for (const run of runs) expect(run.length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it('forgets whoever leaves', () => {
    const line = new WaitingLine<string>();
    line.add('person', 'a');
    line.add('script', 'b');
    expect(line.remove('b')).toBe(true);
    expect(line.remove('b')).toBe(false);
    expect(line.length).toBe(1);
    expect([line.next(), line.next()]).toEqual(['a', undefined]);
  });
});
