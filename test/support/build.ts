import { ensureBundles } from '../../scripts/bundles.mjs';

/**
 * Bundles the chat and the daemon once before the tests that run them as users do. A program that cannot be bundled
 * has no bundle afterwards: it fails the tests that run it, and no others.
 */
export function setup(): void {
  try {
    ensureBundles(process.execPath);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
  }
}
