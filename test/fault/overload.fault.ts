import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { naiveAmplification, overload, partialOverload, retryAfter } from './support/load/overload.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'overload';
export const summary =
  'a minute of 529 for every call, then for two of five: how many calls go out, and how evenly after it [--seconds N]';

/** For a question, over all models. */
const MOST_CALLS = 1.2;

/** More calls in a tenth of a second than twice the mean, and more than were asked for in any. */
const isBurst = (recovery: { peakToMean: number; peakPer100Ms: number; peakAskedPer100Ms: number }) =>
  recovery.peakToMean > 2 && recovery.peakPer100Ms > recovery.peakAskedPer100Ms;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['seconds', 'rate', 'recovery', 'partial', 'seed']);
  const seconds = numberOption(args, 'seconds', 60);
  const rate = numberOption(args, 'rate', 50);
  const recovery = numberOption(args, 'recovery', 30);
  note(`${seconds} s of 529 at ${rate} questions a second, then ${recovery} s of answers`);
  const result = await overload({ seconds, rate, recoverySeconds: recovery });
  const partialSeconds = numberOption(args, 'partial', 60);
  note(`${partialSeconds} s of 529 for 40 % of the calls`);
  const inPart = await partialOverload({
    seconds: partialSeconds,
    rate,
    refused: 0.4,
    seed: numberOption(args, 'seed', 1),
  });
  note('retry-after');
  const waits = await retryAfter([1, 2, 5]);
  const naive = await naiveAmplification();

  const broken = [
    result.amplificationLater > MOST_CALLS && 'more than 1.2 calls for a question',
    inPart.amplification > MOST_CALLS && 'more than 1.2 calls for a question while some are refused',
    // Six of ten at their first call, and some of the others at one more.
    inPart.answered < 0.65 && 'too few answers while some are refused',
    isBurst(result.recovery) && 'a burst after the recovery',
    waits.some(({ share }) => share < 1 || share > 1.1) && 'retry-after not kept within a tenth',
  ].filter((problem) => problem !== false);
  if (broken.length > 0)
    throw new Error(`${broken.join('; ')}: ${JSON.stringify({ ...result, inPart, waits })}`);
  return { ...result, inPart, naiveCallsPerQuestion: naive, retryAfter: waits };
}
