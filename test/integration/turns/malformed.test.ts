import { expect, test } from 'vitest';
import { tryStructured } from '../../fault/support/structured/try-structured.ts';

test('malformed answers are repaired, asked again or refused, never wrong, and every attempt is in the books', async () => {
  const { fates, broken } = await tryStructured({ seed: 11, cases: 60 });
  expect(broken).toEqual([]);
  const due = fates.filter(({ repairable, whole }) => repairable && whole);
  expect(due.length).toBeGreaterThan(20);
  expect(due.filter(({ calls, ended }) => calls > 1 || ended !== 'data')).toEqual([]);
  expect(new Set(fates.map(({ ended }) => ended))).toEqual(new Set(['data', 'invalid', 'refused', 'cut']));
});
