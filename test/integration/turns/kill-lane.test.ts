import { expect, test } from 'vitest';
import { runLane } from '../../fault/support/kills/kill-lane.ts';

test('daemons that die while people ask and tidy their history lose nothing that they had acknowledged', async () => {
  const { broken, kills, acknowledged } = await runLane({ seed: 'short', rounds: 6, onRound: () => {} });
  expect(broken).toEqual([]);
  expect(kills).toBe(6);
  expect(acknowledged).toBeGreaterThan(4);
});
