import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { inParallel } from './support/in-parallel.ts';
import { runChaos, type ChaosResult } from './support/chaos/run-chaos.ts';
import { runKilled } from './support/chaos/run-killed.ts';
import { watchRejections } from './support/watch-rejections.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'chaos';
export const summary =
  'upstream, disk, clients and process in trouble at once (--runs N, --seed N, the first of N)';

const AT_ONCE = 2;
/** One run in so many has a daemon process, which is killed. */
const KILLED_EVERY = 12;
const SHOWN = 8;

/** Milliseconds after which a run hangs; most take a tenth of a second. */
const HANGS_MS = 40_000;

/** A run that fails or hangs is broken too. */
async function inTime(seed: number, start: (seed: number) => Promise<ChaosResult>): Promise<ChaosResult> {
  const over = new AbortController();
  const hangs = async () => {
    await delay(HANGS_MS, undefined, { signal: over.signal });
    throw new Error(`It hangs: it was not over after ${HANGS_MS / 1000} s.`);
  };
  try {
    return await Promise.race([start(seed), hangs()]);
  } catch (error) {
    return {
      broken: [error instanceof Error ? (error.stack ?? error.message) : String(error)],
      counts: { turns: 0, answers: 0, failures: 0, calls: 0 },
    };
  } finally {
    over.abort();
  }
}

export const isKilled = (seed: number) => seed % KILLED_EVERY === 0;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['runs', 'seed']);
  const runs = numberOption(args, 'runs', 1000);
  const first = numberOption(args, 'seed', 1);
  const began = performance.now();
  using rejections = watchRejections();
  const seeds = Array.from({ length: runs }, (_, index) => first + index);
  let done = 0;
  const results = await inParallel(seeds, AT_ONCE, async (seed) => {
    const result = await inTime(seed, isKilled(seed) ? runKilled : runChaos);
    done += 1;
    if (done % 100 === 0) note(`${done} of ${runs} runs`);
    return { seed, ...result };
  });

  const broken = results.filter((result) => result.broken.length > 0);
  if (broken.length > 0 || rejections.seen.length > 0) {
    const lines = broken
      .slice(0, SHOWN)
      .flatMap((result) => [
        `again with: node scripts/run.mjs fault chaos --runs 1 --seed ${result.seed}`,
        ...result.broken.slice(0, SHOWN).map((what) => `  ${what}`),
      ]);
    throw new Error(
      [`Invariants were broken in ${broken.length} of ${runs} runs.`, ...lines, ...rejections.seen].join(
        '\n',
      ),
    );
  }
  const total = (count: keyof ChaosResult['counts']) =>
    results.reduce((sum, { counts }) => sum + counts[count], 0);
  return {
    firstSeed: first,
    runs,
    withKill: seeds.filter(isKilled).length,
    turns: total('turns'),
    failures: total('failures'),
    upstreamCalls: total('calls'),
    broken: 0,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}
