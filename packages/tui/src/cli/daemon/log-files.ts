import { open, readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core/protocol';
import { isMissing, reasonOf } from '../../connect/index.ts';

/** How far a log was read: a file is known by its number in the file system, since it moves on as it is full. */
export interface LogPlace {
  readonly inode: number;
  /** Bytes. */
  readonly position: number;
}

export interface LogText {
  /** Whole lines, each with its break. */
  readonly text: string;
  /** Null where there is no log yet. */
  readonly place: LogPlace | null;
}

interface LogFile {
  readonly path: string;
  readonly inode: number;
  readonly size: number;
}

/** The last `bytes` of the log, of as many of its files as hold them. Throws `storage_failed`. */
export function readLogEnd(folder: string, bytes: number): Promise<LogText> {
  return readSteady(folder, (files) => readEnd(files, bytes));
}

/** What was added since, over all files that were begun meanwhile. Throws `storage_failed`. */
export function readLogSince(folder: string, place: LogPlace | null): Promise<LogText> {
  return readSteady(folder, (files) => readSince(files, place));
}

async function readEnd(files: readonly LogFile[], bytes: number): Promise<LogText> {
  const texts: string[] = [];
  let wanted = bytes;
  for (const file of files.toReversed()) {
    if (wanted <= 0) break;
    const start = Math.max(0, file.size - wanted);
    const text = await readFrom(file, start);
    // A line that begins before is not whole.
    texts.unshift(start === 0 ? text : text.slice(text.indexOf('\n') + 1));
    wanted -= file.size;
  }
  return wholeLines(texts.join(''), files.at(-1));
}

async function readSince(files: readonly LogFile[], place: LogPlace | null): Promise<LogText> {
  const known = files.findIndex(({ inode, size }) => inode === place?.inode && size >= place.position);
  const newer = known === -1 ? files.slice(-1) : files.slice(known);
  const texts: string[] = [];
  for (const [index, file] of newer.entries()) {
    texts.push(await readFrom(file, index === 0 && known !== -1 ? (place?.position ?? 0) : 0));
  }
  return wholeLines(texts.join(''), files.at(-1));
}

/** A file that is found moved on to its next name has the files looked at anew. */
class Moved extends Error {}
const TRIES = 5;

async function readSteady(
  folder: string,
  read: (files: readonly LogFile[]) => Promise<LogText>,
): Promise<LogText> {
  for (let left = TRIES; ; left--) {
    try {
      return await read(await logFiles(folder));
    } catch (error) {
      if (!(error instanceof Moved) || left === 1) throw error;
    }
  }
}

/** Behind the last line break there is nothing, or a line that is being written. */
function wholeLines(text: string, last: LogFile | undefined): LogText {
  const end = text.lastIndexOf('\n') + 1;
  if (last === undefined) return { text: text.slice(0, end), place: null };
  return {
    text: text.slice(0, end),
    place: { inode: last.inode, position: last.size - Buffer.byteLength(text.slice(end)) },
  };
}

/** The oldest first. */
async function logFiles(folder: string): Promise<LogFile[]> {
  try {
    const names = (await readdir(folder)).filter((name) => /^daemon\.log(\.\d+)?$/.test(name));
    const numberOf = (name: string) => Number(/\d+$/.exec(name)?.[0] ?? 0);
    names.sort((a, b) => numberOf(b) - numberOf(a));
    return (await Promise.all(names.map((name) => look(path.join(folder, name))))).filter(
      (file) => file !== null,
    );
  } catch (error) {
    if (isMissing(error)) return [];
    throw unreadable(folder, error);
  }
}

async function look(file: string): Promise<LogFile | null> {
  try {
    const { ino, size } = await stat(file);
    return { path: file, inode: ino, size };
  } catch (error) {
    if (isMissing(error)) return null;
    throw unreadable(file, error);
  }
}

/** As far as the file went when it was looked at. */
async function readFrom({ path: file, inode, size }: LogFile, start: number): Promise<string> {
  if (start >= size) return '';
  try {
    const handle = await open(file, 'r');
    try {
      if ((await handle.stat()).ino !== inode) throw new Moved(`${file} has moved on.`);
      const chunks: Buffer[] = [];
      for await (const chunk of handle.createReadStream({ start, end: size - 1, autoClose: false })) {
        chunks.push(Buffer.from(chunk));
      }
      return Buffer.concat(chunks).toString('utf8');
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof Moved) throw error;
    if (isMissing(error)) throw new Moved(`${file} has moved on.`);
    throw unreadable(file, error);
  }
}

function unreadable(file: string, cause: unknown): JackdawError {
  return new JackdawError('storage_failed', `${file} cannot be read: ${reasonOf(cause)}.`, { cause });
}
