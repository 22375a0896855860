/** The oldest Node that jackdaw runs on, as in `engines` of its package. */
export const OLDEST_NODE = '22.18';

/** Whether a version of Node (`v24.1.0`) is new enough. */
export function isRecentNode(version: string): boolean {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST_NODE.split('.').map(Number);
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}
