import { expect, test } from 'vitest';
import {
  createTurnstile,
  type TurnstileOptions,
} from '../../../../../packages/daemon/src/server/gateway/create-turnstile.ts';

/** A turnstile whose rounds and clock the test turns; each request takes `takesMs` of its round. */
function inRounds(takesMs: number) {
  const rounds: (() => void)[] = [];
  const begun: number[] = [];
  let time = 0;
  const options: TurnstileOptions = {
    now: () => time,
    nextRound: (then) => void rounds.push(then),
    afterwards: (then) => then(),
  };
  const turnstile = createTurnstile(options);
  return {
    begun,
    rounds,
    connected: () => turnstile.connected(),
    enter: (request: number) =>
      turnstile.enter(() => {
        begun.push(request);
        time += takesMs;
      }),
    turn: () => rounds.shift()?.(),
  };
}

test('requests begin in order, as many in a round as a millisecond has room for', () => {
  const { begun, rounds, enter, turn } = inRounds(0.4);
  for (const request of [1, 2, 3, 4]) enter(request);
  expect(begun).toEqual([]);
  turn();
  expect(begun).toEqual([1, 2, 3]);
  turn();
  expect(begun).toEqual([1, 2, 3, 4]);
  expect(rounds).toEqual([]);
  enter(5);
  turn();
  expect(begun).toEqual([1, 2, 3, 4, 5]);
  expect(rounds).toEqual([]);
});

test('one request that takes longer than a round has its round to itself', () => {
  const { begun, enter, turn } = inRounds(5);
  for (const request of [1, 2]) enter(request);
  turn();
  expect(begun).toEqual([1]);
  turn();
  expect(begun).toEqual([1, 2]);
});

test('one request begins in a round that took on a connection', () => {
  const { begun, connected, enter, turn } = inRounds(0.4);
  for (const request of [1, 2, 3, 4]) enter(request);
  connected();
  turn();
  expect(begun).toEqual([1]);
  turn();
  expect(begun).toEqual([1, 2, 3, 4]);
});

test('what a request does at once is done before the next begins', async () => {
  const turnstile = createTurnstile({ now: () => 0 });
  const said: string[] = [];
  const request = (name: string) =>
    new Promise<void>((resolve) => turnstile.enter(resolve)).then(async () => {
      said.push(`${name} begins`);
      await Promise.resolve();
      await Promise.resolve();
      said.push(`${name} is out`);
    });
  await Promise.all([request('one'), request('two')]);
  expect(said).toEqual(['one begins', 'one is out', 'two begins', 'two is out']);
});
