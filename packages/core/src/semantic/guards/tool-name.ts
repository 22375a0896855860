import { TOOL_NAMES } from '../words/known-names.ts';
import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

/** Languages, tools, systems and formats, also in lower case. */
export const toolNameGuard: Guard = (a, b) =>
  oneSided(
    'language or tool',
    a,
    b,
    (term) => TOOL_NAMES.has(term.key) || TOOL_NAMES.has(term.raw.toLowerCase()),
  );
