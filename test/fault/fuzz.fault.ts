import type { MeasureOptions, MeasureResult } from '../support/measure.ts';
import { createTally } from './support/fuzz/tally.ts';
import { tryDaemon } from './support/fuzz/try-daemon.ts';
import { tryStreams } from './support/fuzz/try-streams.ts';
import { checkOptions, numberOption } from './support/trial-options.ts';

export const name = 'fuzz';
export const summary =
  'malformed frames, requests and streams: each refused with a code (--cases N, --seed N)';

/** The shares of all cases; frames are the rest. What needs a connection of its own costs many times more. */
const SHARES = { streams: 0.1, http: 0.02, wire: 0.02 };

/** Some streams are whole whatever was done to them: with these a million is refused all the same. */
const CASES = 1_100_000;

export async function run({ args, note }: MeasureOptions): Promise<MeasureResult> {
  checkOptions(args, ['cases', 'seed']);
  const cases = numberOption(args, 'cases', CASES);
  const seed = numberOption(args, 'seed', 1);
  const began = performance.now();
  const tally = createTally();
  const share = (part: number) => Math.ceil(cases * part);
  const [streams, http, wire] = [share(SHARES.streams), share(SHARES.http), share(SHARES.wire)];
  await tryStreams({ cases: streams, seed, tally });
  note(`${streams.toLocaleString('en-US')} streams read`);
  const survival = await tryDaemon({ frames: cases - streams - http - wire, http, wire, seed, tally, note });
  if (tally.failures.length > 0) {
    const replay = `node scripts/run.mjs fault fuzz --cases ${cases} --seed ${seed}`;
    throw new Error(
      [`Not all was refused as it should be; again with: ${replay}`, ...tally.failures].join('\n'),
    );
  }
  return {
    seed,
    cases: tally.total,
    refused: tally.total - tally.passed,
    seconds: Math.round((performance.now() - began) / 1000),
    daemon: { unhandled: 0, internalErrors: 0, unanswered: 0, ...survival },
    table: tally.rows(),
  };
}
