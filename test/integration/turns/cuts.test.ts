import { expect, test } from 'vitest';
import { tryCuts } from '../../fault/support/cuts/try-cuts.ts';

test('answers that break off anywhere, in any way, are noticed, never served as whole, and kept as parts', async () => {
  const fates = await tryCuts({ seed: 4, bytes: 4, sample: 68 });
  expect(fates.flatMap(({ broken }) => broken)).toEqual([]);
  expect(fates.filter(({ detected }) => detected)).toHaveLength(68);
  expect(fates.filter(({ mended }) => mended).length).toBeGreaterThan(5);
});
