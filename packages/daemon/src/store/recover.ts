import { renameSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { marksOfReplayed, type JsonValue } from '@jackdaw/core';
import { createChain, readChain, shortenChain, type Chain } from './chain.ts';
import type { Database } from './database.ts';
import { freeName } from './free-name.ts';
import { createJournal, type Journal, type WriteBytes } from './journal.ts';
import type { JournalRecord } from './journal-record.ts';
import type { OpenedDatabase } from './open-database.ts';
import { readJournal, segmentNumber } from './read-journal.ts';
import type { Recovery } from './recovery.ts';
import { decodeStoredValue, encodeStoredValue } from './stored-value.ts';

export interface Recovered {
  readonly journal: Journal;
  readonly chain: Chain;
  readonly recovered: Recovery;
  /** Number of the last batch that was ever acknowledged. */
  readonly sequence: number;
}

/**
 * Brings the database up to what was acknowledged: replays the journal's whole records, in order, and begins a new
 * segment. Records that the database has already are left out, so a journal that a loss of power brought back from
 * the past cannot undo what is newer. Throws the file system's and LevelDB's errors.
 */
export async function recover(
  folder: string,
  opened: OpenedDatabase,
  database: Database,
  now: number,
  writeBytes?: WriteBytes,
): Promise<Recovered> {
  const journalFolder = join(folder, 'journal');
  const contents = readJournal(journalFolder);
  const found = await readChain(database);
  const { moved } = found;
  const missing = contents.records.filter(({ sequence, changes }) => sequence > moved && changes.length > 0);
  const sequence = contents.records.reduce((last, record) => Math.max(last, record.sequence), moved);
  const marked = contents.records.filter(({ changes }) => changes.length === 0).at(-1)?.sequence ?? 0;
  const lost = found.lost + Math.max(0, marked - moved);
  const links = await shortenChain(database, { ...found, lost }, Math.max(marked, moved));
  const chain = createChain(Math.max(marked, moved), links);
  await replay(missing, sequence, database, chain);

  const lastSegment = contents.segments.at(-1);
  const journal = createJournal(
    journalFolder,
    lastSegment === undefined ? 1 : segmentNumber(lastSegment) + 1,
    writeBytes,
  );
  journal.truncate(sequence);
  const damaged = contents.damagedSegments.map((path) => {
    const kept = freeName(path, now);
    renameSync(path, kept);
    return kept;
  });
  for (const path of contents.segments.filter((path) => !contents.damagedSegments.includes(path)))
    unlinkSync(path);

  const told = {
    replayedBatches: missing.length,
    cutBytes: contents.cutBytes,
    damagedRecords: contents.damagedRecords,
    database: opened.state,
    lostBatches: lost,
    setAside: [...(opened.setAside === null ? [] : [opened.setAside]), ...damaged],
  };
  return { journal, chain, sequence, recovered: { ...told, messages: messagesOf(told) } };
}

async function replay(
  records: readonly JournalRecord[],
  sequence: number,
  database: Database,
  chain: Chain,
): Promise<void> {
  if (records.length === 0) return;
  const last = new Map(
    records.flatMap((record) =>
      record.changes.map(([key, json]) => [key, { sequence: record.sequence, json }] as const),
    ),
  );
  const marks = await marksOfReplayed(new Set(last.keys()), async (key) => {
    const stored = await database.get(key);
    const value = stored === undefined ? undefined : decodeStoredValue(key, stored);
    const known: JsonValue | undefined = value === undefined ? undefined : JSON.parse(value.json);
    return known;
  });
  for (const { key, value } of marks) last.set(key, { sequence, json: JSON.stringify(value) });
  const operations = [...last].map(([key, change]) =>
    change.json === null
      ? { type: 'del' as const, key }
      : { type: 'put' as const, key, value: encodeStoredValue(key, { ...change, json: change.json }) },
  );
  await database.apply([...operations, ...chain.link(sequence, 0)]);
  chain.linked();
}

function messagesOf(found: Omit<Recovery, 'messages'>): string[] {
  const messages: string[] = [];
  if (found.database === 'repaired') {
    const missing =
      found.lostBatches > 0 ? `${found.lostBatches} writes are lost` : 'some records may be missing';
    messages.push(`The database was damaged and has been repaired; ${missing}.`);
  }
  if (found.database === 'replaced') {
    messages.push('The database was damaged beyond repair. It was set aside and a new one was begun.');
  }
  if (found.database === 'opened' && found.lostBatches > 0) {
    messages.push(`The database has lost ${found.lostBatches} of its latest writes: its files were damaged.`);
  }
  if (found.damagedRecords > 0) {
    messages.push(`${found.damagedRecords} records of the journal were damaged and could not be replayed.`);
  }
  if (found.setAside.length > 0) messages.push(`What was damaged is kept in ${found.setAside.join(', ')}.`);
  return messages;
}
