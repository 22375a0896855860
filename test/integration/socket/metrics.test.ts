import { expect, test } from 'vitest';
import { connectClient, connectUnix } from '../../support/connect.ts';
import { poll } from '../../support/poll.ts';
import { serve } from './serve.ts';

test('metrics.subscribe gives the figures now, and later ones when something has changed', async () => {
  await using served = await serve({ limits: { metricsIntervalMs: 5 } });
  using connection = await connectUnix(served.socket);
  expect((await connection.call('metrics.subscribe')).result?.turns).toBe(0);
  served.countTurn();
  const update = await connection.find(({ method }) => method === 'metrics.update');
  expect(update.params?.turns).toBe(1);
});

test('many changes at once come as one update with the last figures', async () => {
  await using served = await serve({ limits: { metricsIntervalMs: 20 } });
  using connection = await connectUnix(served.socket);
  await connection.call('metrics.subscribe');
  for (let n = 0; n < 1000; n += 1) served.countTurn();
  await connection.find(({ method }) => method === 'metrics.update');
  served.countTurn();
  await connection.find(({ params }) => params?.turns === 1001);
  const updates = connection.frames.filter(({ method }) => method === 'metrics.update');
  expect(updates.map(({ params }) => params?.turns)).toEqual([1000, 1001]);
});

test('every subscriber gets every update, and nobody is listened for when the last has gone', async () => {
  await using served = await serve({ limits: { metricsIntervalMs: 5 } });
  const [first, second] = [await connectClient(served), await connectClient(served)];
  const seen: number[][] = [[], []];
  await first.onMetrics(({ turns }) => seen[0]?.push(turns));
  await second.onMetrics(({ turns }) => seen[1]?.push(turns));
  served.countTurn();
  await poll('both updates', () => seen.every((turns) => turns.at(-1) === 1));
  first.close();
  second.close();
  await poll('no listener', () => served.metricsListeners === 0);
  expect(seen).toEqual([
    [0, 1],
    [0, 1],
  ]);
});

test('a second subscription on one connection does not double the updates', async () => {
  await using served = await serve({ limits: { metricsIntervalMs: 5 } });
  using connection = await connectUnix(served.socket);
  await connection.call('metrics.subscribe');
  await connection.call('metrics.subscribe');
  served.countTurn();
  await connection.find(({ method }) => method === 'metrics.update');
  await connection.call('models.list');
  expect(connection.frames.filter(({ method }) => method === 'metrics.update')).toHaveLength(1);
});
