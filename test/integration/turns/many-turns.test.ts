import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { ChatEvent, Turn, Turns } from '@jackdaw/core';
import { daemonParts, type DaemonParts } from '@jackdaw/daemon';
import { expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { openStand } from './open-stand.ts';

const CONNECTIONS = 20;
const EACH = 10;
/** Turns that are over and can still be attached to. */
const KEPT = 64;

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** A daemon's parts whose turns are watched, without being held. */
function watchTurns() {
  const seen: { readonly turn: WeakRef<Turn>; readonly event: WeakRef<ChatEvent> }[] = [];
  let turns: Turns | undefined;
  const compose: DaemonParts['compose'] = async (options) => {
    const composition = await daemonParts.compose(options);
    const real = composition.turns;
    turns = real;
    return {
      ...composition,
      turns: {
        recall: real.recall,
        pass: real.pass,
        estimate: real.estimate,
        compact: real.compact,
        get: real.get,
        stop: real.stop,
        get active() {
          return real.active;
        },
        async start(request, caller) {
          const turn = await real.start(request, caller);
          void noteAttempt(turn);
          return turn;
        },
      },
    };
  };
  async function noteAttempt(turn: Turn): Promise<void> {
    for await (const { event } of turn.read(0, new AbortController().signal)) {
      if (event.type !== 'attempt-start') continue;
      // The very object that the flight's own log holds.
      seen.push({ turn: new WeakRef(turn), event: new WeakRef(event) });
    }
  }
  return {
    parts: { compose },
    active: () => turns?.active,
    count: () => seen.length,
    alive: () => ({
      turns: seen.filter(({ turn }) => turn.deref() !== undefined).length,
      flights: seen.filter(({ event }) => event.deref() !== undefined).length,
    }),
  };
}

const pipes = () => process.getActiveResourcesInfo().filter((kind) => kind === 'PipeWrap').length;

test('200 turns at once from 20 connections all end, and leave nothing behind', async () => {
  await using stand = await openStand();
  const watched = watchTurns();
  await using daemon = await stand.start({ parts: watched.parts });
  const observer = await stand.connect(daemon);
  const pipesBefore = pipes();

  const clients = await Promise.all(Array.from({ length: CONNECTIONS }, () => stand.connect(daemon)));
  expect(await observer.call('status', {})).toMatchObject({ clients: CONNECTIONS + 1 });
  const answers = await Promise.all(
    clients.flatMap((client, place) =>
      Array.from({ length: EACH }, async (_, index) => {
        const prompt = `Question ${place}.${index}?`;
        const { text } = await client.call('ask', { request: { prompt } });
        return text.includes(prompt);
      }),
    ),
  );
  expect(answers).toEqual(Array.from({ length: CONNECTIONS * EACH }, () => true));
  expect(stand.calls()).toBe(CONNECTIONS * EACH);
  expect(watched.active()).toBe(0);
  expect(watched.count()).toBe(CONNECTIONS * EACH);
  const { turns, errors, upstream } = await observer.call('metrics.get', {});
  expect({ turns, errors, upstream }).toEqual({
    turns: 200,
    errors: 0,
    upstream: { attempts: 200, retries: 0 },
  });

  for (const client of clients) client.close();
  await poll('the clients to go', async () => (await observer.call('status', {})).clients === 1);
  await poll('their connections to close', () => pipes() <= pipesBefore, { describe: () => `${pipes()}` });
  await poll(
    'ended turns and flights to be forgotten',
    () => {
      collectGarbage();
      const alive = watched.alive();
      return alive.turns <= KEPT && alive.flights <= KEPT;
    },
    { describe: () => JSON.stringify(watched.alive()) },
  );
});
