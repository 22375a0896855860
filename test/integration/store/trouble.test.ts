import { expect, test } from 'vitest';
import { TROUBLES, tryRound } from '../../fault/support/storage/try-round.ts';

// The short form of `node scripts/run.mjs fault storage`.
test.each(TROUBLES)(
  '%s: what was acknowledged is there or told as lost, and nothing else is read',
  async (trouble) => {
    for (let round = 0; round < 8; round += 1) {
      const { what, broken } = await tryRound(trouble, `suite/${trouble}/${round}`);
      expect([round, what, broken]).toEqual([round, what, []]);
    }
  },
);

// A table that is cut, which LevelDB reports as if the disk had failed; one with a flipped bit, which it reads without a
// look at its checksum; and a log whose first records are gone.
test.each(['7/17', '7/23', '7/74', '42/2', '42/425'])(
  'the damaged store of round %s opens and tells',
  async (seed) => {
    const { broken, told } = await tryRound('damage', seed);
    expect([broken, told]).toEqual([[], true]);
  },
);
