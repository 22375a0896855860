/** The oldest Node that Ink 8, vitest 5 and stripped types run on. */
export const oldestNode = '22.18.0';

/**
 * The path of a Node that is new enough: this one, or one in `.toolchain`, fetched from the npm registry on first
 * use. Throws SetupError where none can be had.
 */
export async function ensureNode() {
  if (isAtLeast(process.versions.node, oldestNode)) return process.execPath;
  const { ensureFetchedNode } = await import('./fetch-node.mjs');
  return ensureFetchedNode();
}

/** Whether a version such as `22.18.0` is the other or newer. @param {string} version @param {string} oldest */
export function isAtLeast(version, oldest) {
  const numbers = version.split('.').map(Number);
  for (const [place, wanted] of oldest.split('.').map(Number).entries()) {
    const present = numbers[place] ?? 0;
    if (present !== wanted) return present > wanted;
  }
  return true;
}
