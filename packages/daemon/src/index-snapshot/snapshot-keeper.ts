import { writeSnapshot, type WriteSnapshotOptions } from './write-snapshot.ts';

export interface SnapshotKeeperOptions extends Pick<WriteSnapshotOptions, 'file' | 'index' | 'label'> {
  /** The last change that the index has. */
  readonly sequence: number;
  /** Changes after which a snapshot is written. Default 5,000, which replay in a tenth of a second or two. */
  readonly changesBetween?: number;
  /** Told of a snapshot that could not be written; tried again after as many changes. */
  readonly onFailure: (error: unknown) => void;
}

export interface SnapshotKeeper {
  /** To be called after each change of the index, with its sequence number. Never throws. */
  changed(sequence: number): void;
  /** Waits for a snapshot under way, then writes what it lacks, if anything. For an orderly end; never rejects. */
  close(): Promise<void>;
}

/** Writes a snapshot in the background whenever enough has changed, one at a time. */
export function createSnapshotKeeper(options: SnapshotKeeperOptions): SnapshotKeeper {
  const { changesBetween = 5000, onFailure } = options;
  let { sequence } = options;
  let unsaved = 0;
  let closed = false;
  let underWay: Promise<void> | undefined;

  const write = async () => {
    unsaved = 0;
    try {
      await writeSnapshot({ ...options, sequence });
    } catch (error) {
      // Counted anew, so that a full disk is not tried at every change; but not forgotten at the end.
      unsaved += 1;
      onFailure(error);
    } finally {
      underWay = undefined;
    }
  };

  return {
    changed(latest) {
      sequence = latest;
      unsaved += 1;
      if (unsaved >= changesBetween && !closed) underWay ??= write();
    },
    async close() {
      closed = true;
      await underWay;
      if (unsaved > 0) await write();
    },
  };
}
