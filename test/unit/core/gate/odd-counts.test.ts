import { NO_USAGE } from '@jackdaw/core';
import { expect, test } from 'vitest';
import { openGate } from './open-gate.ts';

test('a gate keeps nothing of counts that are no whole numbers once their calls are over', async () => {
  const { through, come, settle, clock } = openGate();
  const outputs = [100.1, 100.7, 100.9];
  const passes = [await through(), await through(), await through()];
  for (const [place, pass] of passes.entries()) {
    pass.told({ outputTokens: { limit: 100, remaining: 0 } });
    pass.began();
    pass.counted({ ...NO_USAGE, input: 1, output: outputs[place] ?? 0 });
  }
  for (const pass of passes) pass.end(null);
  const whole = come({ maxTokens: 500 });
  await settle();
  for (let minute = 0; minute < 20; minute += 1) await clock.advance(60_000);
  await settle();
  expect(whole.pass).not.toBeNull();
});
