import type { DaemonFile } from '@jackdaw/core/protocol';
import { expect, test } from 'vitest';
import { watchFiles } from '../../../../packages/daemon/src/lifecycle/files-watch.ts';
import { createFakeClock } from '../../../support/fake-clock.ts';

const fileOf = (token: string): DaemonFile => ({
  pid: 1,
  startedAt: 0,
  version: '0.1.0',
  protocol: 1,
  socket: `/run/${token}.sock`,
  url: 'http://127.0.0.1:1',
  token,
});

function setUp() {
  const clock = createFakeClock();
  const own = fileOf('own');
  const state = {
    file: own as DaemonFile | null,
    socket: true,
    announced: true,
    answering: true,
    successors: 0,
    gone: 0,
  };
  const ending = new AbortController();
  const watching = watchFiles({
    clock,
    own,
    isAnnounced: () => state.announced,
    published: () => state.file,
    hasSocket: () => state.socket,
    isAnswering: async () => state.answering,
    onSuccessor: () => (state.successors += 1),
    onGone: () => (state.gone += 1),
    signal: ending.signal,
  });
  return { clock, state, ending, watching };
}

test('as long as its files are there, a daemon is left alone, and the watch ends with it', async () => {
  const { clock, state, ending, watching } = setUp();
  await clock.advance(60_000);
  expect(state).toMatchObject({ successors: 0, gone: 0 });
  ending.abort();
  await watching;
  expect(clock.sleepers).toBe(0);
});

test('another daemon’s file means that this one has lost the race, if that daemon answers', async () => {
  const { clock, state } = setUp();
  state.file = fileOf('other');
  await clock.advance(500);
  expect(state).toMatchObject({ successors: 1, gone: 0 });
  state.answering = false;
  await clock.advance(5_000);
  expect(state).toMatchObject({ successors: 1, gone: 1 });
});

test.each([
  ['daemon.json', { file: null }],
  ['the socket', { socket: false }],
])('a daemon that lost %s is told that nobody finds it', async (_, lost) => {
  const { clock, state } = setUp();
  Object.assign(state, lost);
  await clock.advance(500);
  expect(state).toMatchObject({ successors: 0, gone: 1 });
});

test('a file that could not be written is not missed, a socket is', async () => {
  const { clock, state } = setUp();
  Object.assign(state, { announced: false, file: null });
  await clock.advance(60_000);
  expect(state).toMatchObject({ successors: 0, gone: 0 });
  state.socket = false;
  await clock.advance(5_000);
  expect(state).toMatchObject({ gone: 1 });
});
