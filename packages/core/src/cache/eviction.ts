import { entryWorth, type Keepsake } from './entry-worth.ts';

/** How many entries are compared before one goes. More find a worse one more surely, and cost more reading. */
export const SAMPLE_SIZE = 8;

/**
 * Which of a sample to evict so that `bytes` come free: all that have expired, then those worth least, until there is
 * enough; never more than half of the living at once, since a sample's better half may be among the best of all.
 */
export function chooseVictims<Entry extends Keepsake>(
  sample: readonly Entry[],
  bytes: number,
  now: number,
): readonly Entry[] {
  const ranked = sample
    .map((entry) => ({ entry, worth: entryWorth(entry, now), expired: entry.expiresAt <= now }))
    .toSorted((a, b) => Number(b.expired) - Number(a.expired) || a.worth - b.worth);
  const expired = ranked.filter((one) => one.expired).length;
  const most = expired + Math.ceil((ranked.length - expired) / 2);

  const victims: Entry[] = [];
  let freed = 0;
  for (const { entry } of ranked.slice(0, most)) {
    if (victims.length >= expired && freed >= bytes) break;
    victims.push(entry);
    freed += entry.bytes;
  }
  return victims;
}
