import { isAtLeast, oldestNode } from './node-version.mjs';

/**
 * The path of a Node that is new enough: this one, or one in `.toolchain`, fetched from the npm registry on first
 * use. Throws SetupError where none can be had.
 */
export async function ensureNode() {
  if (isAtLeast(process.versions.node, oldestNode)) return process.execPath;
  const { ensureFetchedNode } = await import('./fetch-node.mjs');
  return ensureFetchedNode();
}
