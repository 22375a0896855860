import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Amounts with a unit, by value in that unit's dimension: "two weeks" is "14 days", "10 GB" is not "100 GB". */
export const unitGuard: Guard = (a, b) =>
  oneSided(
    'amount',
    a,
    b,
    (term) => term.key.startsWith('unit:') || (term.kind === 'quantity' && /^[\d.]+ /.test(term.key)),
  );
