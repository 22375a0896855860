import type { Defence } from './defence.ts';
import { DOOR } from './of-the-door.ts';
import { SECRETS } from './of-secrets.ts';
import { TERMINAL } from './of-the-terminal.ts';
import { UPSTREAM } from './of-the-upstream.ts';

export type { Change, Defence } from './defence.ts';
export { copyTree } from './copy-tree.ts';
export { runTests, type TestRun } from './run-tests.ts';

/** Every defence of SECURITY.md, in its order. */
export const DEFENCES: readonly Defence[] = [...DOOR, ...UPSTREAM, ...SECRETS, ...TERMINAL];
