import { expect, test } from 'vitest';
import { createRandom, lognormal } from '../../../../packages/daemon/src/simulator/seeded-random.ts';
import { createPace } from '../../../../packages/daemon/src/simulator/timing.ts';

test('the first delta waits for the first token, the later ones for the time between', () => {
  const pace = createPace({ toHeadersMs: 5, toFirstTokenMs: 300, betweenTokensMs: 10 }, createRandom(1));
  expect([pace.toHeadersMs, pace.next(), pace.next(), pace.next()]).toEqual([5, 300, 10, 10]);
});

test('a trace is replayed, and starts over', () => {
  const pace = createPace({ betweenTokensMs: { traceMs: [1, 2] } }, createRandom(1));
  expect([pace.next(), pace.next(), pace.next(), pace.next()]).toEqual([0, 1, 2, 1]);
});

test('half of all lognormal draws lie below the median', () => {
  const random = createRandom('median');
  const draws = Array.from({ length: 40_000 }, () => lognormal(random, 11, 0.5));
  const below = draws.filter((draw) => draw < 11).length;
  expect(below).toBeGreaterThan(19_600);
  expect(below).toBeLessThan(20_400);
});

test('the same seed draws the same numbers, another seed others', () => {
  const draw = (seed: string): readonly number[] => {
    const random = createRandom(seed);
    return [random(), random(), random()];
  };
  expect(draw('a')).toEqual(draw('a'));
  expect(draw('a')).not.toEqual(draw('b'));
});
