import { closeSync, ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { encodeJournalRecord, type JournalRecord } from './journal-record.ts';
import { segmentName } from './read-journal.ts';

/** Writes `bytes` from `offset` on and returns how many were taken, like `fs.writeSync`. */
export type WriteBytes = (file: number, bytes: Uint8Array, offset: number) => number;

/** The record of what was acknowledged and is not yet in the database. Every method throws the file system's errors. */
export interface Journal {
  /** Once returned, the record survives the death of the process (not a loss of power). All of it is written or nothing. */
  append(record: JournalRecord): void;
  /** Goes on in a new segment. Returns the old one's end: `drop` it once all its records are in the database. */
  rotate(): { drop(): void };
  /** Empties the current segment, where all its records are in the database up to `sequence`. */
  truncate(sequence: number): void;
  /** Bytes in the current segment. */
  size(): number;
  close(): void;
}

const writeToFile: WriteBytes = (file, bytes, offset) => writeSync(file, bytes, offset);

/** Begins segment number `first` in `folder`, which must exist. */
export function createJournal(folder: string, first: number, writeBytes: WriteBytes = writeToFile): Journal {
  let number = first;
  let path = join(folder, segmentName(number));
  let file = openSync(path, 'a', 0o600);
  let size = 0;
  /** A failed write may have left the beginning of a record behind; the next record must not follow it. */
  let torn = false;

  const append = (record: JournalRecord) => {
    const bytes = Buffer.from(encodeJournalRecord(record));
    if (torn) ftruncateSync(file, size);
    torn = true;
    for (let offset = 0; offset < bytes.length;) offset += writeBytes(file, bytes, offset);
    torn = false;
    size += bytes.length;
  };

  return {
    append,
    rotate() {
      const nextPath = join(folder, segmentName(number + 1));
      const nextFile = openSync(nextPath, 'a', 0o600);
      const old = path;
      closeSync(file);
      number += 1;
      path = nextPath;
      file = nextFile;
      size = 0;
      torn = false;
      return { drop: () => unlinkSync(old) };
    },
    truncate(sequence) {
      ftruncateSync(file, 0);
      size = 0;
      append({ sequence, changes: [] });
    },
    size: () => size,
    close: () => closeSync(file),
  };
}
