import { z } from 'zod';
import { prefixRange, type JsonValue, type Store, type StoreEntry } from '../store/index.ts';
import type { AttemptLine } from './attempt-line.ts';
import { DAYS, TOTALS_KEY } from './ledger-keys.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';
import type { TurnLine } from './turn-line.ts';

const PREFIX = 'ledger-uncounted/';
const TURNS = 'ledger-turn/';
const ATTEMPTS = 'ledger-attempt/';

/** A line that the stored sums do not have, or have as it stood before. */
export type UncountedLine =
  | { readonly kind: 'turn'; readonly line: TurnLine }
  | { readonly kind: 'attempt'; readonly line: AttemptLine; readonly before: AttemptLine | null };

const markSchema = z.object({ before: storedAttemptSchema.nullable() });

/**
 * Sums get to the database with the lines that they count. So a line that is brought back by a journal, and was not in the
 * database, is in no sum yet. For the batch that brings back `keys`: a mark for each such line, for the ledger that is
 * opened next. `stored`: what the database has until then.
 */
export async function marksOfReplayed(
  keys: ReadonlySet<string>,
  stored: (key: string) => Promise<JsonValue | undefined>,
): Promise<readonly StoreEntry[]> {
  const marks: StoreEntry[] = [];
  for (const key of keys) {
    // What is carried over from memory comes with its sums, and earlier versions wrote sums and marks to the journal.
    if (key === TOTALS_KEY || key.startsWith(DAYS)) return [];
    const isLine = key.startsWith(ATTEMPTS) || key.startsWith(TURNS);
    if (!isLine || keys.has(PREFIX + key)) continue;
    const before = (await stored(key)) ?? null;
    if (before !== null && key.startsWith(TURNS)) continue;
    marks.push({ key: PREFIX + key, value: { before } });
  }
  return marks;
}

export interface LeftUncounted {
  /** Of the mark. */
  readonly key: string;
  /** Null where the line is lost or damaged. */
  readonly line: UncountedLine | null;
}

/** The lines that the daemon before this one had counted only in memory. */
export async function* readUncounted(store: Store): AsyncGenerator<LeftUncounted, void, void> {
  for await (const { key, value } of store.scan(prefixRange(PREFIX))) {
    const lineKey = key.slice(PREFIX.length);
    yield { key, line: lineOf(lineKey, await store.get(lineKey), value) };
  }
}

function lineOf(key: string, stored: JsonValue | undefined, mark: JsonValue): UncountedLine | null {
  if (key.startsWith(TURNS)) {
    const line = storedTurnSchema.safeParse(stored);
    return line.success ? { kind: 'turn', line: line.data } : null;
  }
  const line = storedAttemptSchema.safeParse(stored);
  const read = markSchema.safeParse(mark);
  return line.success && read.success ? { kind: 'attempt', line: line.data, before: read.data.before } : null;
}
