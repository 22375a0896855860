import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Names: capitalised inside a sentence, or known. */
export const namedEntityGuard: Guard = (a, b) => oneSided('name', a, b, (term) => term.name);
