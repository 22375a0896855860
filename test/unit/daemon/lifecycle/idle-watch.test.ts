import { expect, test } from 'vitest';
import { createIdleWatch } from '../../../../packages/daemon/src/lifecycle/idle-watch.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

function setUp() {
  const clock = createFakeClock();
  const state = { clients: 0, turns: 0, ended: 0 };
  const watch = createIdleWatch({
    clock,
    idleMs: 1000,
    hasClients: () => state.clients > 0,
    hasTurns: () => state.turns > 0,
    onIdle: () => (state.ended += 1),
  });
  return { clock, state, watch };
}

test('ends when nobody has come for the whole time', async () => {
  const { clock, state, watch } = setUp();
  watch.update();
  await clock.advance(999);
  expect(state.ended).toBe(0);
  await clock.advance(1);
  expect(state.ended).toBe(1);
});

test('the time begins anew when the last client has left, and no timer runs while one is there', async () => {
  const { clock, state, watch } = setUp();
  watch.update();
  await clock.advance(900);
  state.clients = 1;
  watch.update();
  expect(clock.sleepers).toBe(0);
  await clock.advance(10_000);
  state.clients = 0;
  watch.update();
  await clock.advance(999);
  expect(state.ended).toBe(0);
  await clock.advance(1);
  expect(state.ended).toBe(1);
});

test('a turn that outlives its clients is not cut', async () => {
  const { clock, state, watch } = setUp();
  state.turns = 1;
  watch.update();
  await clock.advance(2500);
  expect(state.ended).toBe(0);
  state.turns = 0;
  await clock.advance(500);
  expect(state.ended).toBe(1);
});

test('stopped, it never ends anything', async () => {
  const { clock, state, watch } = setUp();
  watch.update();
  watch.stop();
  await clock.advance(5000);
  expect(state.ended).toBe(0);
});
