import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, onTestFinished, test } from 'vitest';
import { createJournal } from '../../../../packages/daemon/src/store/journal.ts';
import {
  decodeJournalRecord,
  encodeJournalRecord,
} from '../../../../packages/daemon/src/store/journal-record.ts';
import { readJournal } from '../../../../packages/daemon/src/store/read-journal.ts';

function folderOfTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'jackdaw-journal-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

const record = (sequence: number) => ({
  sequence,
  changes: [[`key ${sequence}`, `"väl\\n${sequence}"`]] as const,
});

test('any record reads back as it was written, on one line', () => {
  fc.assert(
    fc.property(
      fc.nat(),
      fc.array(
        fc.tuple(
          fc.string({ unit: 'grapheme' }),
          fc.option(fc.jsonValue().map((value) => JSON.stringify(value))),
        ),
      ),
      (sequence, changes) => {
        const line = encodeJournalRecord({ sequence, changes });
        expect(line.indexOf('\n')).toBe(line.length - 1);
        expect(decodeJournalRecord(line.slice(0, -1))).toEqual({
          sequence,
          changes: changes.map(([key, json]) => [
            key,
            json === null ? null : JSON.stringify(JSON.parse(json)),
          ]),
        });
      },
    ),
  );
});

test('a tail torn at any byte is cut off, and every record before it is read', () => {
  const folder = folderOfTest();
  const journal = createJournal(folder, 1);
  journal.append(record(1));
  journal.append(record(2));
  const whole = journal.size();
  journal.append(record(3));
  const end = journal.size();
  journal.close();
  const path = readJournal(folder).segments[0] ?? '';
  const bytes = readFileSync(path);
  for (let length = end - 1; length >= whole; length -= 1) {
    truncateSync(path, length);
    const contents = readJournal(folder);
    expect(contents.records).toEqual([record(1), record(2)]);
    expect(contents.cutBytes).toBe(length - whole);
    expect(contents.damagedRecords).toBe(0);
  }
  expect(bytes).toHaveLength(end);
});

test('a flipped bit in any byte of a record is noticed, and costs that record alone', () => {
  const folder = folderOfTest();
  const journal = createJournal(folder, 1);
  journal.append(record(1));
  const start = journal.size();
  journal.append(record(2));
  const end = journal.size();
  journal.append(record(3));
  journal.close();
  const path = readJournal(folder).segments[0] ?? '';
  const bytes = readFileSync(path);
  // The line break is left out: without it two lines become one damaged one.
  for (let at = start; at < end - 1; at += 1) {
    const damaged = Buffer.from(bytes);
    damaged[at] = (damaged[at] ?? 0) ^ 4;
    writeFileSync(path, damaged);
    const contents = readJournal(folder);
    expect(contents.records).toEqual([record(1), record(3)]);
    expect(contents.damagedRecords).toBeGreaterThan(0);
    expect(contents.damagedSegments).toEqual([path]);
  }
});

test('segments are read in the order of their numbers', () => {
  const folder = folderOfTest();
  const journal = createJournal(folder, 9);
  journal.append(record(1));
  const old = journal.rotate();
  journal.append(record(2));
  expect(readJournal(folder).records).toEqual([record(1), record(2)]);
  old.drop();
  expect(readJournal(folder).records).toEqual([record(2)]);
  journal.close();
});

test('after a write that a full disk cut short, the next record is whole', () => {
  const folder = folderOfTest();
  let room = 20;
  const journal = createJournal(folder, 1, (file, bytes, offset) => {
    if (room === 0) throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    const written = writeSync(file, bytes, offset, Math.min(room, bytes.length - offset));
    room -= written;
    return written;
  });
  expect(() => journal.append(record(1))).toThrow('no space');
  room = 1000;
  journal.append(record(2));
  expect(readJournal(folder)).toMatchObject({ records: [record(2)], cutBytes: 0, damagedRecords: 0 });
  journal.close();
});

test('truncation leaves a mark with the last sequence', () => {
  const folder = folderOfTest();
  const journal = createJournal(folder, 1);
  journal.append(record(1));
  journal.truncate(1);
  expect(readJournal(folder).records).toEqual([{ sequence: 1, changes: [] }]);
  journal.close();
});
