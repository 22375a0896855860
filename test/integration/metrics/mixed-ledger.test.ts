import { expect, test } from 'vitest';
import { runLedgerTrial } from '../../fault/support/ledger/run-ledger.ts';

test('mixed turns and a killed daemon: the ledger is the upstream’s, call by call', async () => {
  const { broken, calls, counts } = await runLedgerTrial({
    turns: 160,
    kills: 1,
    seed: 'short',
    onRound: () => {},
  });
  expect(broken).toEqual([]);
  expect(calls).toBeGreaterThan(100);
  expect(counts['exact hits']).toBeGreaterThan(0);
});
