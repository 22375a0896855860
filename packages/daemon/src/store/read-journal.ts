import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeJournalRecord, type JournalRecord } from './journal-record.ts';

export interface JournalContents {
  /** Whole records in the order in which they were acknowledged. */
  readonly records: readonly JournalRecord[];
  /** Paths of all segments, oldest first. */
  readonly segments: readonly string[];
  /** Bytes behind the last whole line: a record that was being written when the process died. */
  readonly cutBytes: number;
  readonly damagedRecords: number;
  /** Segments with damaged records. */
  readonly damagedSegments: readonly string[];
}

const SEGMENT = /^journal-(\d{8,})\.log$/;

export function segmentName(number: number): string {
  return `journal-${String(number).padStart(8, '0')}.log`;
}

/** Number of a segment by its path. */
export function segmentNumber(path: string): number {
  return Number(/journal-(\d+)\.log$/.exec(path)?.[1] ?? 0);
}

/** Reads every segment in `folder`. Throws the file system's errors. */
export function readJournal(folder: string): JournalContents {
  const segments = readdirSync(folder)
    .filter((name) => SEGMENT.test(name))
    .map((name) => join(folder, name))
    .toSorted((a, b) => segmentNumber(a) - segmentNumber(b));
  const records: JournalRecord[] = [];
  const damagedSegments: string[] = [];
  let cutBytes = 0;
  let damagedRecords = 0;
  for (const segment of segments) {
    const contents = readFileSync(segment);
    const end = contents.lastIndexOf(0x0a) + 1;
    cutBytes += contents.length - end;
    const damagedBefore = damagedRecords;
    for (const line of linesOf(contents.subarray(0, end))) {
      const record = decodeJournalRecord(line);
      if (record === undefined) damagedRecords += 1;
      else records.push(record);
    }
    if (damagedRecords > damagedBefore) damagedSegments.push(segment);
  }
  return { records, segments, cutBytes, damagedRecords, damagedSegments };
}

function* linesOf(contents: Buffer): Generator<string> {
  for (let start = 0; start < contents.length;) {
    const end = contents.indexOf(0x0a, start);
    yield contents.toString('utf8', start, end);
    start = end + 1;
  }
}
