import type { JsonValue, StoreEntry, StoreOperation } from '@jackdaw/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { OpenedStore } from './store-contract.ts';

/** Few keys, so that batches meet each other; some beyond U+FFFF, where UTF-8 and UTF-16 disagree on the order. */
const key = fc
  .constantFrom('', '/', '/a', 'a', 'b', 'é', '\ue000', '\uffee', '🐦', '🐦a')
  .map((end) => `k${end}`);
const value = fc.jsonValue({ maxDepth: 1 }).map((any): JsonValue => JSON.parse(JSON.stringify(any)));
const operation: fc.Arbitrary<StoreOperation> = fc.oneof(
  fc.record({ type: fc.constant('put' as const), key, value }),
  fc.record({ type: fc.constant('put-json' as const), key, json: value.map((any) => JSON.stringify(any)) }),
  fc.record({ type: fc.constant('delete' as const), key }),
);
const step = fc.record({
  batch: fc.array(operation, { maxLength: 5 }),
  look: key,
  scan: fc.record(
    { from: key, to: key, reverse: fc.boolean(), limit: fc.nat(4) },
    { requiredKeys: ['from', 'to'] },
  ),
});

/** After every batch of a random history, the store and a plain `Map` say the same. */
export function storeModelTest(open: () => Promise<OpenedStore>): void {
  test('agrees with a plain map through any history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (history) => {
        const { store, dispose } = await open();
        const model = new Map<string, JsonValue>();
        try {
          for (const { batch, look, scan } of history) {
            await store.write(batch);
            for (const one of batch) {
              if (one.type === 'put') model.set(one.key, one.value);
              else if (one.type === 'put-json') model.set(one.key, JSON.parse(one.json));
              else model.delete(one.key);
            }
            expect(await store.get(look)).toStrictEqual(model.get(look));
            const scanned: StoreEntry[] = [];
            for await (const entry of store.scan(scan)) scanned.push(entry);
            expect(scanned).toStrictEqual(scanOf(model, scan));
          }
        } finally {
          await dispose();
        }
      }),
      { numRuns: 60 },
    );
  });
}

function scanOf(
  model: ReadonlyMap<string, JsonValue>,
  { from, to, reverse, limit }: { from: string; to: string; reverse?: boolean; limit?: number },
): StoreEntry[] {
  const inRange = [...model]
    .map(([key, value]) => ({ key, value, bytes: Buffer.from(key) }))
    .filter(({ bytes }) => bytes.compare(Buffer.from(from)) >= 0 && bytes.compare(Buffer.from(to)) < 0)
    .toSorted((a, b) => a.bytes.compare(b.bytes))
    .map(({ key, value }) => ({ key, value }));
  return (reverse === true ? inRange.toReversed() : inRange).slice(0, limit);
}
