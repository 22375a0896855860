import type { Clock } from '@jackdaw/core';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { isSameRun } from './daemon-file.ts';

export interface FilesWatchOptions {
  readonly clock: Clock;
  readonly own: DaemonFile;
  /** Whether `daemon.json` could be written; where it could not, tries again: its absence then means nothing. */
  readonly isAnnounced: () => boolean;
  /** `daemon.json` as it is; null where there is none. */
  readonly published: () => DaemonFile | null;
  readonly hasSocket: () => boolean;
  /** Whether a daemon answers on this socket. */
  readonly isAnswering: (socket: string) => Promise<boolean>;
  /** Another daemon has this home: two that found no database, and with it no lock, have raced. The later one has it. */
  readonly onSuccessor: () => void;
  /** Nobody finds this daemon any more: its files were removed. Called at every look until they are back. */
  readonly onGone: () => void;
  readonly signal: AbortSignal;
}

/** Milliseconds: soon after the start, when a race would show, and seldom later. */
const FIRST_MS = 500;
const LATER_MS = 5_000;

/** Looks whether clients still find this daemon, until the signal aborts. Never rejects. */
export async function watchFiles(options: FilesWatchOptions): Promise<void> {
  const { clock, own, isAnnounced, published, hasSocket, isAnswering, signal } = options;
  for (let pauseMs = FIRST_MS; !signal.aborted; pauseMs = LATER_MS) {
    await clock.sleep(pauseMs, signal).catch(() => {});
    if (signal.aborted) return;
    const announced = isAnnounced();
    const file = published();
    const isOwn = isSameRun(file, own);
    const other = file !== null && !isOwn;
    if (other && (await isAnswering(file.socket))) options.onSuccessor();
    else if ((announced && !isOwn) || !hasSocket()) options.onGone();
  }
}
