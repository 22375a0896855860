import type { ScanOptions, Store, StoreEntry } from '@jackdaw/core';

/** All entries of a scan; of the whole store where no range is given. */
export async function readAll(
  store: Store,
  range: ScanOptions = { from: '', to: '\u{10ffff}' },
): Promise<StoreEntry[]> {
  const entries: StoreEntry[] = [];
  for await (const entry of store.scan(range)) entries.push(entry);
  return entries;
}
