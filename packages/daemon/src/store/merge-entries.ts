import { compareKeys } from './key-order.ts';

/**
 * The entries of `stored` with `pending` laid over them, both in the same order of keys. A pending null hides the key.
 */
export async function* mergeEntries<T>(
  stored: AsyncIterable<readonly [string, T]>,
  pending: readonly (readonly [string, T | null])[],
  reverse: boolean,
): AsyncGenerator<readonly [string, T], void, void> {
  const direction = reverse ? -1 : 1;
  let next = 0;
  for await (const entry of stored) {
    let hidden = false;
    for (let over = pending[next]; over !== undefined; over = pending[next]) {
      const order = direction * compareKeys(over[0], entry[0]);
      if (order > 0) break;
      next += 1;
      hidden ||= order === 0;
      if (over[1] !== null) yield [over[0], over[1]];
    }
    if (!hidden) yield entry;
  }
  for (const [key, value] of pending.slice(next)) {
    if (value !== null) yield [key, value];
  }
}
