import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { tryStructured } from './support/structured/try-structured.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'structured';
export const summary = 'malformed structured answers, through a daemon and back (--cases N, --seed N)';

const SHOWN = 20;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['cases', 'seed']);
  const seed = numberOption(args, 'seed', 1);
  const cases = numberOption(args, 'cases', 1000);
  const { fates, toldUsd, billedUsd, broken } = await tryStructured({ seed, cases, note });
  const due = fates.filter(({ repairable, whole }) => repairable && whole);
  const repaired = due.filter(({ calls, ended }) => calls === 1 && ended === 'data').length;
  const faults = [
    ...broken,
    ...(repaired >= 0.99 * due.length ? [] : [`only ${repaired} of ${due.length} were repaired`]),
  ];
  if (faults.length > 0) {
    const replay = `node scripts/run.mjs fault structured --cases ${cases} --seed ${seed}`;
    throw new Error(
      [`${faults.length} promises were broken; again with: ${replay}`, ...faults.slice(0, SHOWN)].join('\n'),
    );
  }
  const count = (fits: (fate: (typeof fates)[number]) => boolean) => fates.filter(fits).length;
  return {
    seed,
    cases: fates.length,
    repairable: due.length,
    repairedWithoutACall: repaired,
    repairRate: repaired / Math.max(1, due.length),
    wrong: 0,
    askedAgain: count(({ calls }) => calls >= 2),
    escalated: count(({ calls }) => calls >= 3),
    ended: Object.fromEntries(
      (['data', 'invalid', 'refused', 'cut'] as const).map((end) => [
        end,
        count(({ ended }) => ended === end),
      ]),
    ),
    invalidDeliveredOrCached: 0,
    toldUsd,
    billedUsd,
  };
}
