import type { JournalEntry } from '../../../../packages/daemon/src/simulator/index.ts';
import type { Storm } from './storm.ts';

/**
 * Of calls with the same content and key, no two may be under way at once, unless somebody wanted an answer of their own
 * (`off`, `refresh`) or the first was given up: identical questions at once make one call.
 */
export function wrongFlights(journal: readonly JournalEntry[], storm: Storm): string[] {
  const asked = [...storm.watched, ...storm.delivered].map(({ request }) => request);
  const byContent = new Map<string, JournalEntry[]>();
  for (const entry of journal) {
    const content = JSON.stringify([entry.key, entry.body]);
    byContent.set(content, [...(byContent.get(content) ?? []), entry]);
  }
  const isShared = asked.every(({ cache }) => cache?.mode !== 'off' && cache?.mode !== 'refresh');
  if (!isShared) return [];
  return [...byContent.values()].flatMap((calls) =>
    calls.flatMap((call, place) => {
      const before = calls[place - 1];
      if (before === undefined || before.clientClosedAt !== null) return [];
      const overlaps = call.receivedAt < (before.endedAt ?? Infinity) - CLOCK_MS;
      return overlaps ? [`two calls at once for one question: ${JSON.stringify(call.body)}`] : [];
    }),
  );
}

/** Times in the journal are whole milliseconds. */
const CLOCK_MS = 1;
