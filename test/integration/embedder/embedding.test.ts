import { describe, expect, test } from 'vitest';
import { poll } from '../../support/poll.ts';
import { modelFolder, never, setUp } from './set-up.ts';

test('a vector has length 1, is the same each time, and is nearer to a paraphrase than to another question', async () => {
  const { embedder } = setUp({ folder: modelFolder() });
  const texts = [
    'How do I reset my password?',
    'Which planets have rings?',
    'what is the process to reset my password?',
  ];
  const [question, other, same] = (await embedder.embed(texts, never)).map(
    (vector) => vector ?? new Float32Array(),
  );
  if (question === undefined || other === undefined || same === undefined)
    throw new Error('A vector is missing.');
  expect(question).toHaveLength(embedder.dimensions);
  expect(dot(question, question)).toBeCloseTo(1, 5);
  expect(dot(question, same)).toBeGreaterThan(dot(question, other) + 0.3);
  expect(await embedder.embed(texts.slice(0, 1), never)).toEqual([question]);
});

test('a text has the same vector in a batch as by itself, to the last bit', async () => {
  const { embedder, embedOne } = setUp({ folder: modelFolder() });
  const texts = [
    'a',
    'reset my password',
    'which planets have rings '.repeat(40),
    'a1 b2 c3',
    'how do i reset',
  ];
  const together = await embedder.embed(texts, never);
  for (const [index, text] of texts.entries()) expect(await embedOne(text)).toEqual(together[index]);
});

describe('there is no vector for', () => {
  const tokens = (count: number) => 'password '.repeat(count - 2);
  test.each([
    ['more than 256 tokens', tokens(257), tokens(256)],
    ['characters that the vocabulary lacks', 'reset ☃', 'reset !'],
    ['a word of another script, spelled letter by letter', 'reset дд', 'reset dd'],
    ['a word beyond all length', 'x'.repeat(101), 'x'.repeat(99)],
    ['nothing but white space', ' \n\u0007 ', ' \n a '],
    ['the unknown token itself', 'reset [UNK]', 'reset UNK'],
  ])('%s', async (_, refused, taken) => {
    const { embedder } = setUp({ folder: modelFolder() });
    const [none, some] = await embedder.embed([refused, taken], never);
    expect(none).toBeNull();
    expect(some).toBeInstanceOf(Float32Array);
  });
});

test('the model is loaded with the first text, not before', async () => {
  const { embedder, embedOne, states, workers } = setUp({ folder: modelFolder() });
  expect(embedder.state()).toEqual({ state: 'idle' });
  expect(workers).toHaveLength(0);
  await embedOne('password');
  expect(states).toEqual([{ state: 'loading' }, { state: 'ready', loaded: true }]);
  expect(workers).toHaveLength(1);
});

test('the model leaves the memory when idle, not while it is used, and the next text brings it back', async () => {
  const { embedder, clock, embedOne, workers } = setUp({ folder: modelFolder(), idleMs: 1000 });
  const vector = await embedOne('password');
  await clock.advance(900);
  await embedOne('password');
  await clock.advance(900);
  expect(embedder.state()).toEqual({ state: 'ready', loaded: true });
  const gone = new Promise((resolve) => workers[0]?.once('exit', resolve));
  await clock.advance(100);
  expect(embedder.state()).toEqual({ state: 'ready', loaded: false });
  expect(await gone).toBe(0);
  expect(await embedOne('password')).toEqual(vector);
  expect(workers).toHaveLength(2);
});

test('the thread of the daemon goes on with its own work while a long batch is under way', async () => {
  const { embedder, embedOne } = setUp({ folder: modelFolder() });
  await embedOne('password');
  let done = false;
  const long = embedder
    .embed(
      Array.from({ length: 8 }, () => 'password '.repeat(200)),
      never,
    )
    .then(() => {
      done = true;
    });
  let turns = 0;
  const turn = () => {
    turns += 1;
    if (!done) setImmediate(turn);
  };
  turn();
  await long;
  // Were the model run on this thread, the loop would turn a few times at most.
  expect(turns).toBeGreaterThan(50);
});

test('who aborts while the model is loaded stops waiting at once, and others get their vectors', async () => {
  const { embedder, embedOne } = setUp({ folder: modelFolder() });
  const aborting = new AbortController();
  const aborted = embedder.embed(['password'], aborting.signal);
  const other = embedOne('password');
  aborting.abort(new Error('enough'));
  await expect(aborted).rejects.toThrow('enough');
  expect(await other).toBeInstanceOf(Float32Array);
});

test('another model file is another id', async () => {
  const [one, two, same] = [{ seed: 1 }, { seed: 2 }, { seed: 1 }].map((options) =>
    setUp({ folder: modelFolder(options) }),
  );
  for (const each of [one, two, same]) await each?.embedOne('password');
  expect(one?.embedder.id).toMatch(/^minilm-l6-v2-q8-[0-9a-f]{8}$/);
  expect(two?.embedder.id).not.toBe(one?.embedder.id);
  expect(same?.embedder.id).toBe(one?.embedder.id);
});

test('a closed embedder says so, whatever it was doing', async () => {
  const { embedder, workers } = setUp({ folder: modelFolder() });
  const loading = embedder.embed(['password'], never);
  await poll('the thread', () => workers.length === 1);
  await embedder.close();
  await expect(loading).rejects.toMatchObject({ name: 'JackdawError' });
  await expect(embedder.embed(['password'], never)).rejects.toThrow('is closed');
  expect(workers).toHaveLength(1);
});

function dot(left: Float32Array, right: Float32Array): number {
  return left.reduce((sum, value, index) => sum + value * (right[index] ?? 0), 0);
}

/** A folder with the real files, which are too large to come with the tests. */
const realFolder = process.env['MINILM_FOLDER'];

/** How the vectors begin: model card of Xenova/all-MiniLM-L6-v2 at the hub. */
const REFERENCE = {
  'This is an example sentence': [0.045927, 0.073282, 0.054007],
  'Each sentence is converted': [0.081881, 0.107602, -0.013242],
};

/** The card embeds both in one batch, and eight-bit results depend a little on what else is in the batch. */
const TOLERANCE = 0.02;

test.each(realFolder === undefined ? [] : [realFolder])(
  'the real model in %s gives the vectors of its model card',
  async (folder) => {
    const { embedder, embedOne } = setUp({ folder });
    for (const [text, numbers] of Object.entries(REFERENCE)) {
      const vector = await embedOne(text);
      for (const [index, number] of numbers.entries()) {
        expect(Math.abs((vector?.[index] ?? Number.NaN) - number)).toBeLessThan(TOLERANCE);
      }
    }
    expect(embedder.id).toBe('minilm-l6-v2-q8-afdb6f1a');
  },
);
