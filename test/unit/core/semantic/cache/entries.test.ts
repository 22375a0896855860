import { createMemoryStore, openSemanticEntries, type LocalStore, type SemanticEntries } from '@jackdaw/core';
import { expect, test } from 'vitest';

const vector = Float32Array.from([0.6, 0.8]);

const addTo = (entries: SemanticEntries, question: string, embedderId = 'one') =>
  entries.add({
    context: 'context',
    question,
    entryId: `answer to ${question}`,
    embedderId,
    vector,
    createdAt: 1,
    expiresAt: 100,
    bar: 0,
  });

async function changes(entries: SemanticEntries, since: number, embedderId = 'one') {
  const found: string[] = [];
  for await (const change of entries.changesSince(since, embedderId, 2)) {
    found.push('removed' in change ? `${change.seq}: -${change.id}` : `${change.seq}: +${change.id}`);
  }
  return found;
}

async function opened(store: LocalStore = createMemoryStore()) {
  return { store, entries: await openSemanticEntries(store) };
}

test('additions and removals share one sequence, and an entry’s id is the number of its addition', async () => {
  const { entries } = await opened();
  expect((await addTo(entries, 'a')).id).toBe(1);
  expect(entries.remove(1)).toBe(2);
  expect((await addTo(entries, 'b')).id).toBe(3);
  expect(entries.sequence).toBe(3);
  expect(entries.get(1)).toBeUndefined();
  expect(entries.remove(1)).toBeNull();
  expect(entries.sequence).toBe(3);
});

test('the sequence goes on where it was after a restart, also where its end was a removal', async () => {
  const { store, entries } = await opened();
  await addTo(entries, 'a');
  await addTo(entries, 'b');
  entries.remove(2);
  const again = await openSemanticEntries(store);
  expect(again.sequence).toBe(3);
  expect(again.get(1)).toMatchObject({ question: 'a', hits: 0 });
  expect((await addTo(again, 'c')).id).toBe(4);
});

test('changes since a number are what an index has missed: removals last, other embedders’ entries not', async () => {
  const { entries } = await opened();
  for (const question of ['a', 'b', 'c']) await addTo(entries, question);
  entries.remove(1);
  await addTo(entries, 'd', 'two');
  await addTo(entries, 'added and removed since');
  entries.remove(6);
  expect(await changes(entries, 0)).toEqual(['2: +2', '3: +3', '4: -1', '7: -6']);
  expect(await changes(entries, 3)).toEqual(['4: -1', '7: -6']);
  expect(await changes(entries, 4, 'two')).toEqual(['5: +5', '7: -6']);
  expect(await changes(entries, 7)).toEqual([]);
});

test('a vector comes back as it was put in, for its own embedder and length alone', async () => {
  const { entries } = await opened();
  const { id } = await addTo(entries, 'a');
  expect(entries.vectorOf(id, 'one', 2)).toEqual(vector);
  expect(entries.vectorOf(id, 'two', 2)).toBeNull();
  expect(entries.vectorOf(id, 'one', 3)).toBeNull();
  expect(entries.vectorOf(99, 'one', 2)).toBeNull();
});

test('an update changes what is there now, and brings nothing back', async () => {
  const { entries } = await opened();
  const { id } = await addTo(entries, 'a');
  entries.update(id, () => ({ bar: 0.9 }));
  entries.update(id, ({ hits }) => ({ hits: hits + 1 }));
  expect(entries.get(id)).toMatchObject({ bar: 0.9, hits: 1 });
  entries.remove(id);
  entries.update(id, ({ hits }) => ({ hits: hits + 1 }));
  expect(entries.get(id)).toBeUndefined();
});

test('a move to another embedder keeps what is known, under a new id, for both indexes to follow', async () => {
  const { entries } = await opened();
  const { id } = await addTo(entries, 'a');
  entries.update(id, () => ({ bar: 0.9, hits: 7 }));
  const moved = entries.move(id, 'two', Float32Array.from([1, 0]));
  expect(moved).toMatchObject({ record: { id: 2, question: 'a', bar: 0.9, hits: 7 }, removal: 3 });
  expect(await changes(entries, 1, 'one')).toEqual(['3: -1']);
  expect(await changes(entries, 1, 'two')).toEqual(['2: +2', '3: -1']);
  expect(entries.move(id, 'two', vector)).toBeNull();
});

test('a damaged record is no entry, and can be removed', async () => {
  const { store, entries } = await opened();
  const { id } = await addTo(entries, 'a');
  await store.write([{ type: 'put', key: 'semantic/0000000001', value: { id, question: 3 } }]);
  expect(entries.get(id)).toBeUndefined();
  expect(entries.vectorOf(id, 'one', 2)).toBeNull();
  expect(await changes(entries, 0)).toEqual([]);
  expect(entries.remove(id)).toBe(2);
  expect(await store.get('semantic/0000000001')).toBeUndefined();
});

test('forgotten removals are gone from the store, but the sequence never goes back', async () => {
  const { store, entries } = await opened();
  for (const question of ['a', 'b', 'c']) await addTo(entries, question);
  for (const id of [1, 2, 3]) entries.remove(id);
  await entries.forgetRemovals(5);
  expect(await changes(entries, 0)).toEqual(['6: -3']);
  await entries.forgetRemovals(100);
  expect((await openSemanticEntries(store)).sequence).toBe(6);
});
