import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { BINDINGS, keepToLimits } from './support/load/token-limits.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'limits';
export const summary =
  '200 questions at once against real token buckets: none refused, none of the limit wasted [--tail SECONDS]';

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['questions', 'tail']);
  const questions = numberOption(args, 'questions', 200);
  const tail = numberOption(args, 'tail', 20);
  const rounds = [];
  for (const binding of BINDINGS) {
    note(`limited by ${binding}`);
    rounds.push(await keepToLimits({ binding, questions, tailSeconds: tail }));
  }
  const broken = rounds.filter(
    ({ refused, utilisation }) => refused > 0 || utilisation < 0.9 || utilisation > 1.001,
  );
  if (broken.length > 0) throw new Error(`The limits were not kept well: ${JSON.stringify(broken)}`);
  return { rounds };
}
