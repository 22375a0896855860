/** What undo brings back. */
export interface Snapshot {
  readonly text: string;
  readonly cursor: number;
}

export interface EditHistory {
  /** Oldest first; the newest is what undo brings back. */
  readonly past: readonly Snapshot[];
  /** The first is what redo brings back. */
  readonly future: readonly Snapshot[];
}

/** Steps that can be undone. */
const MOST = 200;

export const NO_HISTORY: EditHistory = { past: [], future: [] };

/** After a change of its own; what was undone before it is gone. */
export function remembering({ past }: EditHistory, before: Snapshot): EditHistory {
  return { past: [...past.slice(1 - MOST), snapshotOf(before)], future: [] };
}

/** One step back; null where there is none. */
export function stepBack(
  { past, future }: EditHistory,
  now: Snapshot,
): { readonly history: EditHistory; readonly shown: Snapshot } | null {
  const shown = past.at(-1);
  if (shown === undefined) return null;
  return { history: { past: past.slice(0, -1), future: [snapshotOf(now), ...future] }, shown };
}

/** One step on again; null where nothing was undone. */
export function stepOn(
  { past, future }: EditHistory,
  now: Snapshot,
): { readonly history: EditHistory; readonly shown: Snapshot } | null {
  const [shown, ...rest] = future;
  if (shown === undefined) return null;
  return { history: { past: [...past, snapshotOf(now)], future: rest }, shown };
}

function snapshotOf({ text, cursor }: Snapshot): Snapshot {
  return { text, cursor };
}
