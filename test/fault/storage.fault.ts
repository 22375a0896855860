import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { tryFullDisk } from './support/storage/try-full-disk.ts';
import { TROUBLES, tryRound, type Round } from './support/storage/try-round.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'storage';
export const summary =
  'a store that is killed, loses power, is damaged, or meets a full disk (--runs N, --seed N)';

const SHOWN = 20;
const NOTED = 100;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['runs', 'seed']);
  const seed = numberOption(args, 'seed', 1);
  const runs = numberOption(args, 'runs', 300);
  const rounds: Round[] = [];
  const broken: string[] = [];
  for (let index = 0; index < runs; index += 1) {
    const trouble = TROUBLES[index % TROUBLES.length] ?? 'kill';
    const own = `${seed}/${index}`;
    const round = await tryRound(trouble, own);
    rounds.push(round);
    broken.push(...round.broken.map((each) => `round ${own} (${trouble}, ${round.what}): ${each}`));
    if ((index + 1) % NOTED === 0) note(`${index + 1} of ${runs} rounds`);
  }
  const fullDisk = await tryFullDisk();
  broken.push(...fullDisk.broken);
  if (broken.length > 0) {
    const replay = `node scripts/run.mjs fault storage --runs ${runs} --seed ${seed}`;
    throw new Error(
      [`${broken.length} promises were broken; again with: ${replay}`, ...broken.slice(0, SHOWN)].join('\n'),
    );
  }
  return {
    seed,
    rounds: rounds.length,
    fullAndReadOnlyDisk: fullDisk.how,
    table: TROUBLES.map((trouble) => {
      const own = rounds.filter((round) => round.trouble === trouble);
      return {
        trouble,
        rounds: own.length,
        allThere: own.filter(({ lost }) => lost.length === 0).length,
        lostAndTold: own.filter(({ lost, told }) => lost.length > 0 && told).length,
        lostUntold: own.filter(({ lost, told }) => lost.length > 0 && !told).length,
        longestOpenMs: Math.max(0, ...own.map(({ openMs }) => openMs)),
      };
    }),
  };
}
