import type { Clock } from '../../clock/index.ts';
import type { SemanticEntries } from './semantic-entries.ts';
import { removeEntry, type SemanticTier } from './semantic-tier.ts';

/** Entries that are looked at in a row, and the milliseconds that others then have. */
const PAGE = 50;
const PAUSE_MS = 10;

/** Notes of removals that are kept: far more than an index's snapshot is ever behind. */
const REMOVALS_KEPT = 100_000;

export interface SweepOptions {
  readonly entries: SemanticEntries;
  readonly tiers: () => readonly SemanticTier[];
  /** Whether the exact cache still has this answer. */
  readonly hasAnswer: (entryId: string) => Promise<boolean>;
  readonly clock: Clock;
  /** Entries at most; above, the oldest go. */
  readonly maxEntries: number;
}

export interface Swept {
  readonly expired: number;
  readonly withoutAnswer: number;
  readonly surplus: number;
}

/**
 * Removes entries that are expired, whose answer is gone, or that are too many, the oldest first. Works a page at a
 * time, and lets others work in between. Rejects with the store's error, or with `signal.reason`; what is gone is gone.
 */
export async function sweepEntries(options: SweepOptions, signal: AbortSignal): Promise<Swept> {
  const { entries, tiers, hasAnswer, clock, maxEntries } = options;
  const swept = { expired: 0, withoutAnswer: 0, surplus: 0 };
  // Ids are given in the order of time; what is moved to another embedder counts as new.
  let surplus = tiers().reduce((sum, { index }) => sum + index.size, 0) - maxEntries;
  let seen = 0;

  async function whyGone(entryId: string, expiresAt: number): Promise<keyof Swept | null> {
    if (expiresAt <= clock.now()) return 'expired';
    if (!(await hasAnswer(entryId))) return 'withoutAnswer';
    return surplus > 0 ? 'surplus' : null;
  }

  for await (const { id, entryId } of entries.list(0)) {
    signal.throwIfAborted();
    const record = entries.get(id); // as it stands now: it may have been asked again since the list was begun
    const why = record === undefined ? null : await whyGone(entryId, record.expiresAt);
    if (why !== null) {
      removeEntry(id, entries, tiers());
      swept[why] += 1;
      surplus -= 1;
    }
    seen += 1;
    if (seen % PAGE === 0) await clock.sleep(PAUSE_MS, signal);
  }
  await entries.forgetRemovals(entries.sequence - REMOVALS_KEPT);
  return swept;
}
