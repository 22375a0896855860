/** Why a snapshot cannot be used. Never a user's trouble: the index is made anew from the store. */
export class SnapshotUnusable extends Error {
  override readonly name = 'SnapshotUnusable';
}
