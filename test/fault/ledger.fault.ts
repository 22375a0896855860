import { performance } from 'node:perf_hooks';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { runLedgerTrial } from './support/ledger/run-ledger.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'ledger';
export const summary =
  'mixed turns and kill -9: the ledger against what the upstream billed, call by call [--turns N] [--kills N] [--seed N]';

const SHOWN = 20;
/** Turns from which on every kind has to come up. */
const MIXED_FROM = 1000;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['turns', 'kills', 'seed']);
  const turns = numberOption(args, 'turns', 10_000);
  const kills = numberOption(args, 'kills', 20);
  const seed = numberOption(args, 'seed', 1);
  const began = performance.now();
  const { broken, met, ...figures } = await runLedgerTrial({
    turns,
    kills,
    seed: String(seed),
    onRound: (round) => note(`round ${round + 1} of ${kills + 1}`),
  });
  if (broken.length > 0) {
    const replay = `node scripts/run.mjs fault ledger --turns ${turns} --kills ${kills} --seed ${seed}`;
    throw new Error(
      [`${broken.length} figures are wrong; again with: ${replay}`, ...broken.slice(0, SHOWN)].join('\n'),
    );
  }
  const absent = Object.entries(met).flatMap(([what, count]) => (count === 0 ? [what] : []));
  // A trial that never met what it is about has shown nothing.
  if (turns >= MIXED_FROM && absent.length > 0) throw new Error(`There were no ${absent.join(', no ')}.`);
  return { seed, ...figures, met, wrong: 0, seconds: Math.round((performance.now() - began) / 1000) };
}
