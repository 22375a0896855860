import { z } from 'zod';
import { prefixRange, type JsonValue, type Store, type StoreOperation } from '../store/index.ts';
import type { AttemptLine } from './attempt-line.ts';
import { storedAttemptSchema, storedTurnSchema } from './stored-lines.ts';
import type { TurnLine } from './turn-line.ts';

const PREFIX = 'ledger-uncounted/';
const RANGE = prefixRange(PREFIX);

/** A line that the stored sums do not have, or have as it stood before. */
export type UncountedLine =
  | { readonly kind: 'turn'; readonly line: TurnLine }
  | { readonly kind: 'attempt'; readonly line: AttemptLine; readonly before: AttemptLine | null };

/**
 * Sums are written a moment after the lines that they count, many lines together. Until then each line has a mark beside
 * it, in the line's own batch, so that what a crash has kept from being counted is counted at the next start: once.
 */
export interface UncountedLines {
  /** The mark of a line. `before`: how the sums that were written last have the attempt. */
  mark(key: string, before: AttemptLine | null): StoreOperation;
  /** Takes away all marks: for the batch with sums that have all lines. */
  take(): Taken;
  readonly isEmpty: boolean;
}

export interface Taken {
  readonly operations: StoreOperation[];
  /** Where they could not be written. */
  putBack(): void;
}

const markSchema = z.object({ before: storedAttemptSchema.nullable() });

export function createUncountedLines(): UncountedLines & {
  adopt(key: string, mark: AttemptLine | null): void;
} {
  /** Keys of lines, with how each was counted when sums were last written. */
  const marked = new Map<string, AttemptLine | null>();
  return {
    mark(key, before) {
      // Amended twice in between, it is still the first state that the stored sums have.
      if (!marked.has(key)) marked.set(key, before);
      return { type: 'put', key: PREFIX + key, value: { before: marked.get(key) ?? null } };
    },
    adopt: (key, before) => void marked.set(key, before),
    take() {
      const taken = [...marked];
      marked.clear();
      return {
        operations: taken.map(([key]) => ({ type: 'delete', key: PREFIX + key })),
        putBack() {
          for (const [key, before] of taken) marked.set(key, before);
        },
      };
    },
    get isEmpty() {
      return marked.size === 0;
    },
  };
}

/** The lines that the daemon before this one has left without being counted, with their keys; null where one is lost or damaged. */
export async function* readUncounted(
  store: Store,
): AsyncGenerator<readonly [string, UncountedLine | null], void, void> {
  for await (const { key, value } of store.scan(RANGE)) {
    const lineKey = key.slice(PREFIX.length);
    yield [lineKey, lineOf(lineKey, await store.get(lineKey), value)];
  }
}

function lineOf(key: string, stored: JsonValue | undefined, mark: JsonValue): UncountedLine | null {
  if (key.startsWith('ledger-turn/')) {
    const line = storedTurnSchema.safeParse(stored);
    return line.success ? { kind: 'turn', line: line.data } : null;
  }
  const line = storedAttemptSchema.safeParse(stored);
  const read = markSchema.safeParse(mark);
  return line.success && read.success ? { kind: 'attempt', line: line.data, before: read.data.before } : null;
}
