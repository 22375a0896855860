import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { CUT_KINDS } from './support/cuts/cut.ts';
import { STREAMS } from './support/cuts/streams.ts';
import { tryCuts } from './support/cuts/try-cuts.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'cuts';
export const summary = 'answers cut at every event and at random bytes, in five ways (--bytes N, --seed N)';

const SHOWN = 20;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['bytes', 'seed']);
  const seed = numberOption(args, 'seed', 1);
  const bytes = numberOption(args, 'bytes', 30);
  const fates = await tryCuts({ seed, bytes, note });
  const broken = fates.flatMap((fate) => fate.broken);
  if (broken.length > 0) {
    const replay = `node scripts/run.mjs fault cuts --bytes ${bytes} --seed ${seed}`;
    throw new Error(
      [`${broken.length} promises were broken; again with: ${replay}`, ...broken.slice(0, SHOWN)].join('\n'),
    );
  }
  const count = (fits: (fate: (typeof fates)[number]) => boolean) => fates.filter(fits).length;
  return {
    seed,
    cuts: fates.length,
    detected: count(({ detected }) => detected),
    mendedUnseen: count(({ mended }) => mended),
    keptAsPart: count(({ mended }) => !mended),
    servedOrCachedInPart: 0,
    table: STREAMS.map((stream) => ({
      stream: stream.name,
      ...Object.fromEntries(
        CUT_KINDS.map((kind) => [kind, count(({ cut }) => cut.stream === stream && cut.kind === kind)]),
      ),
    })),
  };
}
