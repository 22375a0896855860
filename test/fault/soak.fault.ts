import { setTimeout as delay } from 'node:timers/promises';
import { startHelper } from '../bench/support/processes.ts';
import { connectClient } from '../support/connect.ts';
import { spawnDaemon, untilListening } from '../support/daemon-process.ts';
import { makeHome } from '../support/test-home.ts';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { anonymousMib, COLLECTABLE, memoryParts, type MemoryParts } from './support/memory-parts.ts';
import { createDice } from './support/dice.ts';
import { soakTurn, type SoakClients } from './support/soak-turns.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'soak';
export const summary = 'memory of the daemon after many mixed turns [--turns N] [--seed N] (Linux)';

const AT_ONCE = 16;
const STEPS = 10;
/** The anonymous memory at the end may differ so much from that after a tenth of the turns. */
const TOLERANCE = 0.05;
const SETTLING_MS = 2000;
/**
 * Memory is read when all turns have ended, the store has moved what waited, and V8 has collected its garbage: it keeps up
 * to two fifths more than is alive, by chance of the moment. LevelDB's tables in memory fill and empty too, so the two
 * figures that are compared are each the middle one of several readings, this part of all turns apart. What was there
 * before each collection is told beside them.
 */
const READINGS = 5;
const GAP = 0.01;

/** What is kept is bounded low, so that every store is full after a tenth of the turns. */
const BOUNDED = {
  cache: { maxSize: '1MiB', maxSimilar: 1000 },
  embedder: { download: false },
  limits: { requestsPerSecond: 100_000, burst: 100_000 },
  retry: { base: '1ms', cap: '2ms', maxAttempts: 4 },
};

/** Of an odd number of readings; to a tenth of a MiB. */
function median(readings: readonly number[]): number {
  const middle = readings.toSorted((a, b) => a - b)[readings.length >> 1] ?? Number.NaN;
  return Math.round(middle * 10) / 10;
}

type Reading = MemoryParts & { readonly withGarbageMib: number };

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['turns', 'seed']);
  const turns = numberOption(args, 'turns', 100_000);
  const seed = numberOption(args, 'seed', 1);
  const dice = createDice(seed);
  const began = performance.now();
  using upstream = await startHelper(new URL('support/soak-upstream.ts', import.meta.url), []);
  const { address } = upstream.ready;
  using home = makeHome(BOUNDED);
  const env = { ANTHROPIC_API_KEY: 'soak', ANTHROPIC_BASE_URL: address, ...COLLECTABLE };
  await using started = spawnDaemon(home, { env });
  const daemon = Object.assign(started, { file: await untilListening(home, started) });
  const connect = async (baseUrl: string) => {
    const client = await connectClient(daemon.file);
    await client.call('hello', { protocol: 1, environment: { apiKey: 'soak', baseUrl } });
    return client;
  };
  const clients: SoakClients = {
    well: await connect(address),
    failing: await connect(`${address}/s/should-not-retry`),
    stalling: await connect(`${address}/s/stall-mid`),
  };
  const counts = { asked: 0, hits: 0, similar: 0, failed: 0, cancelled: 0 };
  const table: (Reading & { turns: number })[] = [];
  let next = 0;
  for (let step = 1; step <= STEPS; step += 1) {
    const readings: Reading[] = [];
    const isJudged = step === 1 || step === STEPS;
    for (let left = isJudged ? READINGS - 1 : 0; left >= 0; left -= 1) {
      const until = Math.round(turns * (step / STEPS - left * GAP));
      const worker = async () => {
        while (next < until) await soakTurn(clients, next++, dice, counts);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, worker));
      await delay(SETTLING_MS);
      const withGarbageMib = anonymousMib(daemon.file.pid);
      readings.push({ ...(await memoryParts(daemon, daemon.file.pid)), withGarbageMib });
    }
    const middle = (part: keyof Reading) => median(readings.map((reading) => reading[part]));
    const row = {
      turns: next,
      anonymousMib: middle('anonymousMib'),
      heapMib: middle('heapMib'),
      aliveMib: middle('aliveMib'),
      arenasMib: middle('arenasMib'),
      buffersMib: middle('buffersMib'),
      withGarbageMib: middle('withGarbageMib'),
    };
    table.push(row);
    note(
      `${next} turns: ${row.anonymousMib} MiB, of which ${row.heapMib} V8's and ${row.arenasMib} the C library's`,
    );
  }
  for (const client of Object.values(clients)) client.close();

  const first = table[0]?.anonymousMib ?? 0;
  const last = table.at(-1)?.anonymousMib ?? 0;
  const growth = last / first - 1;
  const seconds = Math.round((performance.now() - began) / 1000);
  const result = {
    seed,
    ...counts,
    table,
    growthPercent: Math.round(growth * 1000) / 10,
    seconds,
    msPerTurn: Math.round((seconds * 1e5) / turns) / 100,
  };
  if (Math.abs(growth) <= TOLERANCE) return result;
  const replay = `node scripts/run.mjs fault soak --turns ${turns} --seed ${seed}`;
  throw new Error(
    `Memory went from ${first} to ${last} MiB; again with: ${replay}\n${JSON.stringify(result)}`,
  );
}
