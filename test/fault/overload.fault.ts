import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { naiveAmplification, overload, retryAfter } from './support/load/overload.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'overload';
export const summary =
  'a minute of 529 for every call: how many calls go out, and how evenly after it [--seconds N]';

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['seconds', 'rate', 'recovery']);
  const seconds = numberOption(args, 'seconds', 60);
  const rate = numberOption(args, 'rate', 50);
  const recovery = numberOption(args, 'recovery', 30);
  note(`${seconds} s of 529 at ${rate} questions a second, then ${recovery} s of answers`);
  const result = await overload({ seconds, rate, recoverySeconds: recovery });
  note('retry-after');
  const waits = await retryAfter([1, 2, 5]);
  const naive = await naiveAmplification();

  const broken = [
    result.amplificationLater > 1.2 && 'more than 1.2 calls for a question',
    result.recovery.peakToMean > 2 && 'a burst after the recovery',
    waits.some(({ share }) => share < 1 || share > 1.1) && 'retry-after not kept within a tenth',
  ].filter((problem) => problem !== false);
  if (broken.length > 0) throw new Error(`${broken.join('; ')}: ${JSON.stringify({ ...result, waits })}`);
  return { ...result, naiveCallsPerQuestion: naive, retryAfter: waits };
}
