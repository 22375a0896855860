import { expect, test } from 'vitest';
import { createPartialWriter } from '../../../../packages/core/src/turn/partial-writer.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function start() {
  const clock = createFakeClock();
  const written: string[] = [];
  const writer = createPartialWriter((chunk, text) => written.push(`${chunk} ${text}`), clock);
  return { clock, written, writer };
}

test('what came is written a quarter of a second later, also where nothing more comes', async () => {
  const { clock, written, writer } = start();
  writer.add('one ');
  writer.add('two');
  await clock.advance(249);
  expect(written).toEqual([]);
  await clock.advance(1);
  expect(written).toEqual(['0 one two']);
  await clock.advance(10_000);
  expect(written).toHaveLength(1);
});

test('much text is written at once', () => {
  const { written, writer } = start();
  writer.add('x'.repeat(5_000));
  expect(written).toHaveLength(1);
});

test('nothing is written after the end, and nobody is left asleep', async () => {
  const { clock, written, writer } = start();
  writer.add('late');
  expect(writer.end()).toBe(0);
  await clock.advance(1_000);
  expect(written).toEqual([]);
  expect(clock.sleepers).toBe(0);
});
