import { parseArgs } from 'node:util';
import type { CutMember } from '@jackdaw/core';
import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { createRepairCases, readRepairCases, type RepairCase } from './support/repair-cases.ts';
import { judgeRepair, summariseRepairs } from './support/repair-summary.ts';
import { UsageError } from './support/usage-error.ts';

export const name = 'repair';
export const summary =
  'what becomes of malformed structured answers: [--cases FILE.jsonl] [--seed N] [--each N] [--cut-member refuse|drop] [--show wrong|missed] [--rows]';

/** Cases from a file, or generated: `--each` of every kind. Mistakes in the arguments end with exit code 2. */
export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  try {
    return evaluate(readArguments(args), note);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    note(error.message);
    process.exit(2);
  }
}

function evaluate({ cases, cutMember, show, rows }: Options, note: (text: string) => void): MeasureResult {
  const judged = cases.map((each) => {
    const verdict = judgeRepair(each, cutMember);
    if (show === verdict.outcome) note(`${each.id}: ${JSON.stringify(each.text)}\n  ${verdict.said}`);
    return verdict;
  });
  return { ...summariseRepairs(judged), ...(rows ? { rows: judged } : {}) };
}

interface Options {
  readonly cases: readonly RepairCase[];
  readonly cutMember: CutMember;
  readonly show: string | undefined;
  readonly rows: boolean;
}

function readArguments(args: readonly string[]): Options {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        cases: { type: 'string' },
        seed: { type: 'string', default: '1' },
        each: { type: 'string', default: '60' },
        'cut-member': { type: 'string', default: 'refuse' },
        show: { type: 'string' },
        rows: { type: 'boolean', default: false },
      },
    });
    const cutMember = values['cut-member'];
    if (cutMember !== 'refuse' && cutMember !== 'drop')
      throw new UsageError('--cut-member is refuse or drop.');
    const [seed, each] = [Number(values.seed), Number(values.each)];
    if (!Number.isInteger(seed)) throw new UsageError('--seed is a whole number.');
    if (!Number.isInteger(each) || each < 1) throw new UsageError('--each is a whole number from 1.');
    const { cases } = values;
    return {
      cases: cases === undefined ? createRepairCases(seed, each) : readRepairCases(cases),
      cutMember,
      show: values.show,
      rows: values.rows,
    };
  } catch (error) {
    throw error instanceof UsageError
      ? error
      : new UsageError(error instanceof Error ? error.message : String(error));
  }
}
