import { expect, test } from 'vitest';
import { createQueuePool } from '../../../../packages/daemon/src/server/queue-pool.ts';

function readers(maxBytes: number, names: readonly string[]) {
  const pool = createQueuePool(maxBytes);
  const dropped: string[] = [];
  const shares = new Map(
    names.map((name) => {
      const share = pool.join(() => {
        dropped.push(name);
        share.set(0);
      });
      return [name, share];
    }),
  );
  return { dropped, set: (name: string, bytes: number) => shares.get(name)?.set(bytes) };
}

test('beyond the bound the reader that is furthest behind goes, whoever brought it about', () => {
  const { dropped, set } = readers(100, ['small', 'large', 'middle']);
  set('small', 10);
  set('large', 60);
  set('middle', 30);
  expect(dropped).toEqual([]);
  set('small', 20);
  expect(dropped).toEqual(['large']);
});

test('what was sent makes room again', () => {
  const { dropped, set } = readers(100, ['one', 'other']);
  for (let round = 0; round < 10; round += 1) {
    set('one', 90);
    set('one', 0);
    set('other', 90);
    set('other', 5);
  }
  expect(dropped).toEqual([]);
});
