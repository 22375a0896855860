import { z } from 'zod';
import type { Database, DatabaseOperation } from './database.ts';
import { decodeStoredValue, encodeStoredValue } from './stored-value.ts';

/** Keys of the store itself; rooms' keys never begin with a zero character. */
export const OWN_PREFIX = '\0';

/** The database's own record of the last batch that it holds. */
export const SEQUENCE_KEY = `${OWN_PREFIX}sequence`;

const LINK_PREFIX = `${OWN_PREFIX}link/`;

/** The last link that was dropped: what the first one that is left must name. */
const BASE_KEY = `${OWN_PREFIX}base`;

/**
 * Characters of later moves after which a link is dropped. LevelDB's log, whose damaged parts it leaves out without a
 * word, begins anew after 4 MiB, and one more may be on its way into a table.
 */
const LINKED_SIZE = 16 * 1024 * 1024;

/** Links that a start leaves as they are; more are dropped then, since all of them are in tables by then. */
const FEW = 64;

const previousSchema = z.int().nonnegative();

/** Each move to the database leaves a link that names the move before it: a move that goes missing is noticed. */
export interface Chain {
  /** What a move up to `sequence` adds to its operations, whose keys and values have `size` characters. */
  link(sequence: number, size: number): DatabaseOperation[];
  /** To be called when the move has succeeded. */
  linked(): void;
}

export function createChain(last: number, known: readonly number[] = []): Chain {
  let previous = last;
  let kept = known.map((sequence) => ({ sequence, size: 0 }));
  let asked = { sequence: last, size: 0 };

  const dropped = (size: number) => {
    let later = size;
    const old = kept.findLastIndex((link) => (later += link.size) - link.size > LINKED_SIZE);
    return kept.slice(0, old + 1);
  };

  return {
    link(sequence, size) {
      asked = { sequence, size };
      const old = dropped(size);
      const base = old.at(-1);
      return [
        ...markOf(sequence),
        linkOf(sequence, previous),
        ...old.map((link) => ({ type: 'del' as const, key: linkKey(link.sequence) })),
        ...(base === undefined ? [] : [baseOf(base.sequence)]),
      ];
    },
    linked() {
      const gone = new Set(dropped(asked.size));
      kept = [...kept.filter((link) => !gone.has(link) && link.sequence !== asked.sequence), asked];
      previous = asked.sequence;
    },
  };
}

export interface ReadChain {
  /** Number of the last batch that the database has, as far as it knows. */
  readonly moved: number;
  /** Batches that were moved before others that are there, and are not there themselves. */
  readonly lost: number;
  readonly links: readonly number[];
  /** False where the database has moves and no chain: an earlier jackdaw kept none. */
  readonly begun: boolean;
}

/** Throws LevelDB's errors. */
export async function readChain(database: Database): Promise<ReadChain> {
  const links: number[] = [];
  const base = await sequenceAt(database, BASE_KEY);
  const mark = await sequenceAt(database, SEQUENCE_KEY);
  let lost = 0;
  let last = base ?? 0;
  const range = { from: LINK_PREFIX, to: `${LINK_PREFIX}:`, reverse: false };
  for await (const [key, stored] of database.entries(range)) {
    const link = decodeStoredValue(key, stored);
    const previous = previousSchema.safeParse(link === undefined ? undefined : Number(link.json));
    if (link === undefined || !previous.success) continue;
    // A move that failed may have come through all the same: its successor then names the one before it.
    if (previous.data > last) lost += previous.data - last;
    last = link.sequence;
    links.push(link.sequence);
  }
  const moved = Math.max(mark ?? 0, last);
  return { moved, lost, links, begun: links.length > 0 || base !== null || moved === 0 };
}

async function sequenceAt(database: Database, key: string): Promise<number | null> {
  const stored = await database.get(key);
  return (stored === undefined ? undefined : decodeStoredValue(key, stored))?.sequence ?? null;
}

/** Begins the chain anew where something was lost, so that it is told once, or where it has grown long. */
export async function shortenChain(
  database: Database,
  { lost, links, begun }: ReadChain,
  sequence: number,
): Promise<readonly number[]> {
  if (lost === 0 && links.length <= FEW && begun) return links;
  await database.apply([
    ...links
      .filter((link) => link !== sequence)
      .map((link) => ({ type: 'del' as const, key: linkKey(link) })),
    ...markOf(sequence),
    linkOf(sequence, sequence),
    baseOf(sequence),
  ]);
  return [sequence];
}

function markOf(sequence: number): DatabaseOperation[] {
  const value = encodeStoredValue(SEQUENCE_KEY, { sequence, json: String(sequence) });
  return [{ type: 'put', key: SEQUENCE_KEY, value }];
}

function baseOf(sequence: number): DatabaseOperation {
  const value = encodeStoredValue(BASE_KEY, { sequence, json: String(sequence) });
  return { type: 'put', key: BASE_KEY, value };
}

function linkOf(sequence: number, previous: number): DatabaseOperation {
  const key = linkKey(sequence);
  return { type: 'put', key, value: encodeStoredValue(key, { sequence, json: String(previous) }) };
}

function linkKey(sequence: number): string {
  return `${LINK_PREFIX}${String(sequence).padStart(16, '0')}`;
}
