import { ensureBundles } from '../../scripts/bundles.mjs';

/** Bundles the chat and the daemon once before the tests that run them as users do. */
export function setup(): void {
  ensureBundles(process.execPath);
}
