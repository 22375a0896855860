import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Numbers and ordinals, by value; each must be on both sides. */
export const numberGuard: Guard = (a, b) =>
  oneSided('number', a, b, (term) => term.kind === 'quantity' && /^#?-?[\d.]+$/.test(term.key));
