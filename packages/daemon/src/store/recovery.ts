/** What opening the store found and did. All zero and empty after an orderly end. */
export interface Recovery {
  /** Batches that the last process had acknowledged but not yet moved to the database. */
  readonly replayedBatches: number;
  /** Bytes of a batch that was being written when the last process died. It was never acknowledged. */
  readonly cutBytes: number;
  /** Journal records that failed their checksum. The files that hold them are among `setAside`. */
  readonly damagedRecords: number;
  /** `repaired`: kept, as far as it could be read. `replaced`: set aside, and a new one begun. */
  readonly database: 'opened' | 'repaired' | 'replaced';
  /** Acknowledged batches that the database should hold and no longer does, as far as that can be counted. */
  readonly lostBatches: number;
  /** Damaged files and folders that were kept under a new name. Nothing is ever deleted. */
  readonly setAside: readonly string[];
  /** The above as sentences for a user; empty where there is nothing to tell. */
  readonly messages: readonly string[];
}
