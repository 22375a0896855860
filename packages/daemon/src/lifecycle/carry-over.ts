import { prefixRange, type JsonValue, type Store, type StoreOperation } from '@jackdaw/core';

/**
 * What stands alone under an id of its own, so that it meets nothing on disk. Similar questions are left out: they are
 * numbered, and the numbers are taken.
 */
const ROOMS = [
  'conversation/',
  'turn/',
  'partial/',
  'compaction/',
  'exact/',
  'trace/',
  'trace-failed/',
  'ledger-turn/',
  'ledger-attempt/',
  'ledger-day/',
  'ledger-conversation/',
  'ledger-uncounted/',
];
const TOTALS = 'ledger-totals';
const BATCH = 200;

/** Writes the records of a store in memory into the one on disk, and adds up their counters. Rejects with `storage_failed`. */
export async function carryOver(memory: Store, disk: Store): Promise<void> {
  let batch: StoreOperation[] = [];
  for (const room of ROOMS) {
    for await (const { key, value } of memory.scan(prefixRange(room))) {
      batch.push({ type: 'put', key, value });
      if (batch.length < BATCH) continue;
      await disk.write(batch);
      batch = [];
    }
  }
  const [ours, theirs] = await Promise.all([memory.get(TOTALS), disk.get(TOTALS)]);
  if (ours !== undefined) batch.push({ type: 'put', key: TOTALS, value: addTotals(theirs ?? {}, ours) });
  await disk.write(batch);
}

/** Numbers are added, but for when counting began; what one day cost is added only to the same day. */
function addTotals(disk: JsonValue, memory: JsonValue): JsonValue {
  if (typeof memory === 'number') return memory + (typeof disk === 'number' ? disk : 0);
  if (!isRecord(memory)) return memory;
  const base = isRecord(disk) ? disk : {};
  if ('date' in memory && base['date'] !== memory['date']) return memory;
  const sums = Object.entries(memory).map(([name, value]) => {
    const known = base[name];
    if (name === 'since' && typeof known === 'number') return [name, known];
    return [name, value === undefined || value === null ? value : addTotals(known ?? 0, value)];
  });
  return { ...base, ...Object.fromEntries(sums) };
}

function isRecord(value: unknown): value is Readonly<Record<string, JsonValue | undefined>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
