import path from 'node:path';
import { makeHome } from '../support/test-home.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { pinToOneCore } from './support/pin-to-one-core.ts';
import { startBenchDaemon, startHelper } from './support/processes.ts';
import { openRoundTrips } from './support/round-trips.ts';
import { median, overRounds, round } from './support/statistics.ts';

export const name = 'hit';
export const summary = 'an exact cache hit over the socket, against a bare WebSocket echo of the same bytes';

// Short blocks, taken in turn: the machine's mood changes by the second, and each kind has to meet all of it.
const ROUNDS = 80;
const CALLS = 120;
const WARM_UP = 2000;

const question = 'How do I reverse a linked list in TypeScript, step by step, with a short example?';
const ask = (request: object) => (id: number) =>
  JSON.stringify({ jsonrpc: '2.0', id, method: 'ask', params: { request } });

export async function run({ note }: MeasureOptions): Promise<MeasureResult> {
  const oneCore = pinToOneCore();
  using echoHome = makeHome();
  using echo = await startHelper(new URL('support/echo-process.ts', import.meta.url), [
    path.join(echoHome.folder, 'echo.sock'),
  ]);
  using simulator = await startHelper(new URL('support/simulator-process.ts', import.meta.url), ['page']);
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
    if (index % 20 === 0) note(`round ${index} of ${ROUNDS}`);
    samples.echo.push(await kinds.echo());
    samples.hit.push(await kinds.hit());
    samples.hitRecorded.push(await kinds.hitRecorded());
  }

  const bare = overRounds(samples.echo);
  const against = (kind: 'hit' | 'hitRecorded') => {
    const { p50, p99 } = overRounds(samples[kind]);
    const ratios = samples[kind].map((times, round) => median(times) / median(samples.echo[round] ?? []));
    return { p50Ms: round(p50, 4), p99Ms: round(p99, 4), ratioP50: round(median(ratios)) };
  };
  return {
    rounds: ROUNDS,
    callsPerRound: CALLS,
    bytesEachWay: size,
    oneCore,
    echo: { p50Ms: round(bare.p50, 4), p99Ms: round(bare.p99, 4) },
    /** The caller keeps the conversation (`messages`). Ratios are medians of each round's own. */
    hit: against('hit'),
    /** The turn goes to history before the reply (`prompt`). */
    hitRecorded: against('hitRecorded'),
  };
}
