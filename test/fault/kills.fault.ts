import { performance } from 'node:perf_hooks';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { inParallel } from './support/in-parallel.ts';
import { runLane } from './support/kills/kill-lane.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'kills';
export const summary = 'kill -9 of the daemon at every event of a turn, and between (--rounds N, --seed N)';

const AT_ONCE = 2;
/** Deaths of one home. */
const LANE_ROUNDS = 63;
const SHOWN = 20;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['rounds', 'seed']);
  const rounds = numberOption(args, 'rounds', 500);
  const seed = numberOption(args, 'seed', 1);
  const began = performance.now();
  const lanes = Array.from({ length: Math.ceil(rounds / LANE_ROUNDS) }, (_, lane) => ({
    seed: `${seed}/${lane}`,
    rounds: Math.min(LANE_ROUNDS, rounds - lane * LANE_ROUNDS),
  }));
  let kills = 0;
  const onRound = () => {
    kills += 1;
    if (kills % 50 === 0) note(`${kills} of ${rounds} kills`);
  };
  const results = await inParallel(lanes, AT_ONCE, (lane) => runLane({ ...lane, onRound }));
  const broken = results.flatMap((result) => result.broken);
  if (broken.length > 0) {
    const replay = `node scripts/run.mjs fault kills --rounds ${rounds} --seed ${seed}`;
    throw new Error(
      [`${broken.length} promises were broken; again with: ${replay}`, ...broken.slice(0, SHOWN)].join('\n'),
    );
  }
  const total = (count: 'kills' | 'asked' | 'acknowledged' | 'finished' | 'deeds') =>
    results.reduce((sum, result) => sum + result[count], 0);
  return {
    seed,
    homes: lanes.length,
    kills: total('kills'),
    questionsAsked: total('asked'),
    questionsAcknowledged: total('acknowledged'),
    answersFinished: total('finished'),
    historyChangesAcknowledged: total('deeds'),
    lost: 0,
    seconds: Math.round((performance.now() - began) / 1000),
  };
}
