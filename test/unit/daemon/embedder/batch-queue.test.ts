import { expect, test } from 'vitest';
import { createBatchQueue } from '../../../../packages/daemon/src/embedder/batch-queue.ts';

/** A queue whose batches end when told. A text's vector is its length. */
function setUp(most: number) {
  const batches: { texts: readonly string[]; done: () => void; fail: (error: Error) => void }[] = [];
  const queue = createBatchQueue((texts) => {
    const { promise, resolve, reject } = Promise.withResolvers<(Float32Array | null)[]>();
    const vectors = texts.map((text) => (text === '' ? null : Float32Array.of(text.length)));
    batches.push({ texts, done: () => resolve(vectors), fail: reject });
    return promise;
  }, most);
  const never = new AbortController().signal;
  const next = async (index: number) => {
    await new Promise(setImmediate);
    const batch = batches[index];
    if (batch === undefined) throw new Error(`There is no batch ${index}.`);
    return batch;
  };
  return { queue, batches, never, next };
}

test('what arrives while a batch is under way goes into the next one together', async () => {
  const { queue, batches, never, next } = setUp(8);
  const all = [queue.embed(['a'], never), queue.embed(['bb', 'ccc'], never), queue.embed([''], never)];
  (await next(0)).done();
  (await next(1)).done();
  expect(await Promise.all(all)).toEqual([
    [Float32Array.of(1)],
    [Float32Array.of(2), Float32Array.of(3)],
    [null],
  ]);
  expect(batches.map(({ texts }) => texts)).toEqual([['a'], ['bb', '', 'ccc']]);
});

test('a question waits for one batch, not for all texts of a large request before it', async () => {
  const { queue, batches, never, next } = setUp(4);
  const large = queue.embed(
    Array.from({ length: 100 }, (_, index) => `text ${index}`),
    never,
  );
  const question = queue.embed(['question'], never);
  (await next(0)).done();
  (await next(1)).done();
  expect(await question).toEqual([Float32Array.of(8)]);
  expect(batches[1]?.texts).toContain('question');
  for (let index = 2; index < 26; index++) (await next(index)).done();
  expect(await large).toHaveLength(100);
  expect(Math.max(...batches.map(({ texts }) => texts.length))).toBe(4);
});

test('vectors come back in the order of the texts, however they were spread over batches', async () => {
  const { queue, never, next } = setUp(2);
  const [left, right] = [queue.embed(['1', '22', '333'], never), queue.embed(['4444', '55555'], never)];
  for (let index = 0; index < 3; index++) (await next(index)).done();
  expect(await left).toEqual([1, 2, 3].map((length) => Float32Array.of(length)));
  expect(await right).toEqual([4, 5].map((length) => Float32Array.of(length)));
});

test('a batch that fails fails those in it, and the next batch is run', async () => {
  const { queue, never, next } = setUp(1);
  const [first, second] = [queue.embed(['a', 'b'], never), queue.embed(['c'], never)];
  (await next(0)).fail(new Error('it broke'));
  await expect(first).rejects.toThrow('it broke');
  (await next(1)).done();
  expect(await second).toEqual([Float32Array.of(1)]);
});

test('who is aborted stops waiting at once, and what is left of the texts is not embedded', async () => {
  const { queue, batches, never, next } = setUp(1);
  const aborting = new AbortController();
  const aborted = queue.embed(['a', 'b', 'c'], aborting.signal);
  const other = queue.embed(['d'], never);
  const batch = await next(0);
  aborting.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  batch.done();
  (await next(1)).done();
  await other;
  expect(batches.map(({ texts }) => texts)).toEqual([['a'], ['d']]);
  await expect(queue.embed(['e'], aborting.signal)).rejects.toThrow('enough');
});

test('no texts need no batch', async () => {
  const { queue, batches, never } = setUp(1);
  expect(await queue.embed([], never)).toEqual([]);
  expect(batches).toEqual([]);
});
