import path from 'node:path';
import { makeHome } from '../support/start-daemon.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { openRoundTrips } from './support/round-trips.ts';
import { overRounds, round } from './support/statistics.ts';

export const name = 'hit';
export const summary = 'an exact cache hit over the socket, against a bare WebSocket echo of the same bytes';

const ROUNDS = 7;
const CALLS = 1500;
const WARM_UP = 1500;

const question = 'How do I reverse a linked list in TypeScript, step by step, with a short example?';
const ask = (request: object) => (id: number) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'ask', params: { request } });

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  using echoHome = makeHome();
  using echo = await startHelper(new URL('support/echo-process.ts', import.meta.url), [
    path.join(echoHome.folder, 'echo.sock'),
  ]);
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['fast']);
  await using daemon = await startBenchDaemon(simulator.ready.address);
  using floor = await openRoundTrips(echo.ready.address);
  using hits = await openRoundTrips(daemon.file.socket);

  const stateless = ask({ messages: [{ role: 'user', content: question }] });
  const recorded = ask({ prompt: question });
  await hits.once(stateless(0));
  const reply = await hits.once(stateless(1));
  if (!reply.includes('"cache":"exact"')) throw new Error(`The second question was not a hit: ${reply}`);
  // The echo carries what a hit carries: request and reply together, half of them each way.
  const size = Math.round((stateless(1).length + reply.length) / 2);
  const echoed = (id: number) => JSON.stringify({ id, pad: 'x'.repeat(size) });

  const kinds = {
    echo: () => floor.measure(CALLS, echoed),
    hit: () => hits.measure(CALLS, stateless),
    hitRecorded: () => hits.measure(CALLS, recorded),
  };
  await floor.measure(WARM_UP, echoed);
  await hits.measure(WARM_UP, stateless);
  await hits.measure(WARM_UP, recorded);
  const samples: Record<keyof typeof kinds, number[][]> = { echo: [], hit: [], hitRecorded: [] };
  for (let index = 0; index < ROUNDS; index++) {
    note(`round ${index + 1} of ${ROUNDS}`);
    samples.echo.push(await kinds.echo());
    samples.hit.push(await kinds.hit());
    samples.hitRecorded.push(await kinds.hitRecorded());
  }

  const [echoMs, hitMs, recordedMs] = [samples.echo, samples.hit, samples.hitRecorded].map(overRounds);
  if (echoMs === undefined || hitMs === undefined || recordedMs === undefined)
    throw new Error('nothing was measured');
  const figures = ({ p50, p99 }: { p50: number; p99: number }) => ({
    p50Ms: round(p50, 4),
    p99Ms: round(p99, 4),
  });
  return {
    rounds: ROUNDS,
    callsPerRound: CALLS,
    bytesEachWay: size,
    echo: figures(echoMs),
    /** The caller keeps the conversation (`messages`). */
    hit: { ...figures(hitMs), ratioP50: round(hitMs.p50 / echoMs.p50) },
    /** The turn goes to history before the reply (`prompt`). */
    hitRecorded: { ...figures(recordedMs), ratioP50: round(recordedMs.p50 / echoMs.p50) },
  };
}
