import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Code, flags, paths, addresses, identifiers, operators and quoted words, as written. */
export const codeGuard: Guard = (a, b) =>
  oneSided('code', a, b, (term) => term.kind === 'literal' || term.quoted);
