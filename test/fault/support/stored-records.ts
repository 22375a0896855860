import type { JsonValue } from '@jackdaw/core';
import { openLevelStore } from '../../../packages/daemon/src/store/index.ts';

/** Every record of a home that no daemon has open. Opening it once more also shows that it opens without damage. */
export async function readRecords(
  folder: string,
): Promise<{ readonly records: ReadonlyMap<string, JsonValue>; readonly damage: readonly string[] }> {
  const store = await openLevelStore({ folder });
  const records = new Map<string, JsonValue>();
  for await (const { key, value } of store.scan({ from: '', to: '\u{10ffff}' })) records.set(key, value);
  await store.close();
  return { records, damage: store.recovered.messages };
}
