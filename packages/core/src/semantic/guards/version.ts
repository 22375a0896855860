import { oneSided } from './one-sided.ts';
import type { Guard } from './guard.ts';

const VERSION = /^v\d|^\d+(?:\.\d+){2,}|^(?:version|release)$/;

/** Releases: "3.10" is not "3.1", and a question about one release is not the question about any. */
export const versionGuard: Guard = (a, b) => oneSided('version', a, b, (term) => VERSION.test(term.key));
