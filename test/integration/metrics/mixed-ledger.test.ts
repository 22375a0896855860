import { expect, test } from 'vitest';
import { callOf, wrongInLines, type Call } from '../../fault/support/ledger/check-lines.ts';
import { runLedgerTrial } from '../../fault/support/ledger/run-ledger.ts';
import { openStand } from '../turns/open-stand.ts';

test('mixed turns and a killed daemon: the ledger is the upstream’s, call by call', async () => {
  const { broken, calls } = await runLedgerTrial({
    turns: 120,
    kills: 1,
    seed: 'short',
    onRound: () => {},
  });
  expect(broken).toEqual([]);
  expect(calls).toBeGreaterThan(80);
});

test('the comparison sees a single token that is off, a call that is missing, and one that is too much', async () => {
  await using stand = await openStand();
  await using daemon = await stand.start();
  const client = await stand.connect(daemon);
  for (const content of ['What is a rook?', 'What is a crow?']) {
    await client.call('ask', { request: { messages: [{ role: 'user', content }], model: 'fast' } });
  }
  const [call, other] = stand.simulator.journal({ path: '/v1/messages' }).map(callOf);
  const usage = call?.usage;
  if (call === undefined || other === undefined || usage === undefined || usage === null) {
    throw new Error('Nothing was billed.');
  }
  const wrong = (calls: readonly Call[]) => wrongInLines(client, calls, stand.simulator, () => 'whole');
  expect(await wrong([call, other])).toEqual([]);
  for (const by of [-1, 1]) {
    const off = { ...call, usage: { ...usage, outputTokens: usage.outputTokens + by } };
    expect(await wrong([off, other])).not.toEqual([]);
  }
  expect(await wrong([call, other, { ...call, requestId: 'another' }])).not.toEqual([]);
});
