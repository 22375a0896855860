import fs from 'node:fs';
import path from 'node:path';
import { ensureBundles, programs } from '../../scripts/bundles.mjs';
import { root } from '../../scripts/root.mjs';

/**
 * Bundles the chat and the daemon once before the tests that run them as users do. Sources that cannot be bundled
 * fail those tests and no others: the bundles of earlier sources go, so that nothing passes on them.
 */
export function setup(): void {
  try {
    ensureBundles(process.execPath);
  } catch (error) {
    process.stderr.write(`${String(error)}\n`);
    for (const { output } of programs) fs.rmSync(path.join(root, output), { force: true });
  }
}
