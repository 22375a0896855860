import { expect, test } from 'vitest';
import { createOneARound } from '../../../../../packages/daemon/src/server/gateway/one-a-round.ts';

test('callers go on in order, one in each round', async () => {
  const rounds: (() => void)[] = [];
  const mayBegin = createOneARound((next) => void rounds.push(next));
  const begun: number[] = [];
  const all = [1, 2, 3].map((caller) => mayBegin().then(() => begun.push(caller)));
  for (const expected of [[1], [1, 2], [1, 2, 3]]) {
    expect(rounds).toHaveLength(1);
    rounds.pop()?.();
    await all[expected.length - 1];
    expect(begun).toEqual(expected);
  }
  expect(rounds).toEqual([]);
  const late = mayBegin();
  rounds.pop()?.();
  await late;
  expect(rounds).toEqual([]);
});
