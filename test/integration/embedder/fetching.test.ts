import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { EmbedderState } from '../../../packages/daemon/src/embedder/index.ts';
import { poll } from '../../support/poll.ts';
import { tinyModel, writeModel } from '../../support/tiny-model/tiny-model.ts';
import { serveModel, type ServerFault } from './model-server.ts';
import { modelFolder, never, setUp, temporaryFolder } from './set-up.ts';

const files = tinyModel();
const names = Object.keys(files);
const totalBytes = Object.values(files).reduce((sum, content) => sum + content.length, 0);
const WEIGHTS = 'onnx/model_quantized.onnx';

async function setUpFetch(faults: Readonly<Record<string, ServerFault[]>> = {}) {
  const server = await serveModel(files, faults);
  const cacheFolder = path.join(temporaryFolder(), 'models', 'tiny');
  const part = path.join(cacheFolder, `${WEIGHTS}.part`);
  const set = setUp({ allowDownload: true, url: server.url, cacheFolder });
  return { ...set, server, cacheFolder, part };
}

type Set = Pick<Awaited<ReturnType<typeof setUpFetch>>, 'embedder'>;

const until = ({ embedder }: Set, wanted: EmbedderState['state']) =>
  poll(`the state ${wanted}`, () => embedder.state().state === wanted, {
    describe: () => JSON.stringify(embedder.state()),
  });

/** Bytes; 0 where there is no file. */
const sizeOf = (file: string): number => statSync(file, { throwIfNoEntry: false })?.size ?? 0;

test('the model is fetched in the background with visible progress, while texts are refused with a reason', async () => {
  const set = await setUpFetch();
  await expect(set.embedOne('password')).rejects.toMatchObject({
    message: expect.stringMatching(/is being fetched \(\d+ %\)/),
    retryable: true,
  });
  await until(set, 'ready');
  const progress = set.states.flatMap((state) => (state.state === 'fetching' ? [state] : []));
  expect(progress.some(({ receivedBytes }) => receivedBytes > 0 && receivedBytes < totalBytes)).toBe(true);
  expect(progress.map(({ receivedBytes }) => receivedBytes)).toEqual(
    progress.map(({ receivedBytes }) => receivedBytes).toSorted((a, b) => a - b),
  );
  expect(progress.at(-1)).toEqual({ state: 'fetching', receivedBytes: totalBytes, totalBytes });
  for (const [name, content] of Object.entries(files)) {
    expect(readFileSync(path.join(set.cacheFolder, name)).equals(content)).toBe(true);
  }
  expect(existsSync(set.part)).toBe(false);
  expect(await set.embedOne('password')).toBeInstanceOf(Float32Array);
});

test('what was fetched is used by the next daemon, which asks nobody', async () => {
  const first = await setUpFetch();
  first.embedder.prepare();
  await until(first, 'ready');
  const second = setUp({ cacheFolder: first.cacheFolder });
  expect(await second.embedOne('password')).toBeInstanceOf(Float32Array);
  expect(first.server.asked).toEqual(names);
});

test('a fetch that was cut goes on where it was', async () => {
  const set = await setUpFetch({ [WEIGHTS]: [{ kind: 'stall', afterBytes: 50_000 }] });
  set.embedder.prepare();
  await poll('the first part', () => sizeOf(set.part) === 50_000);
  set.server.cut();
  await until(set, 'missing');
  await set.clock.advance(10_000);
  await until(set, 'ready');
  expect(set.server.asked.at(-1)).toBe(`${WEIGHTS} bytes=50000-`);
});

test('a server that knows no ranges sends the file from the start, and that is well', async () => {
  const set = await setUpFetch({ [WEIGHTS]: [{ kind: 'whole' }] });
  mkdirSync(path.dirname(set.part), { recursive: true });
  writeFileSync(set.part, (files[WEIGHTS] ?? Buffer.alloc(0)).subarray(0, 1000));
  set.embedder.prepare();
  await until(set, 'ready');
  expect(set.server.asked.at(-1)).toBe(`${WEIGHTS} bytes=1000-`);
});

describe('what cannot be fetched is missing with a reason, and is fetched later', () => {
  const faults: Readonly<Record<string, [ServerFault, string]>> = {
    'a file that is not there': [{ kind: 'status', status: 404 }, 'HTTP 404'],
    'a server in trouble': [{ kind: 'status', status: 503 }, 'HTTP 503'],
    'a range that the server refuses': [{ kind: 'status', status: 416 }, 'HTTP 416'],
    'a file with other bytes': [{ kind: 'wrong-bytes' }, 'another checksum'],
    'a file that does not end': [{ kind: 'too-long' }, 'longer than it must be'],
  };
  test.each(Object.entries(faults))('%s', async (_, [fault, reason]) => {
    const set = await setUpFetch({ [WEIGHTS]: [fault] });
    set.embedder.prepare();
    await until(set, 'missing');
    expect(set.embedder.state()).toEqual({
      state: 'missing',
      reason: expect.stringContaining(reason),
      retryAt: set.clock.now() + 10_000,
    });
    await expect(set.embedOne('password')).rejects.toThrow(reason);
    expect(existsSync(path.join(set.cacheFolder, WEIGHTS))).toBe(false);
    expect(sizeOf(set.part)).toBe(0);
    await set.clock.advance(10_000);
    await until(set, 'ready');
  });

  test('a server from which nothing more comes', async () => {
    const set = await setUpFetch({ [WEIGHTS]: [{ kind: 'stall', afterBytes: 1000 }] });
    set.embedder.prepare();
    await poll('the first bytes', () => sizeOf(set.part) === 1000);
    await set.clock.advance(30_000);
    await until(set, 'missing');
    expect(set.embedder.state()).toMatchObject({ reason: expect.stringContaining('Nothing came of') });
    await set.clock.advance(10_000);
    await until(set, 'ready');
    expect(set.server.asked.at(-1)).toBe(`${WEIGHTS} bytes=1000-`);
  });
});

test('without a network it is tried again ever more rarely, however often texts come', async () => {
  let calls = 0;
  const set = setUp({
    allowDownload: true,
    fetch: () => {
      calls += 1;
      return Promise.reject(new TypeError('fetch failed', { cause: new Error('getaddrinfo ENOTFOUND hub') }));
    },
  });
  set.embedder.prepare();
  for (const delay of [10_000, 40_000, 160_000]) {
    await until(set, 'missing');
    expect(set.embedder.state()).toMatchObject({
      reason: expect.stringContaining('ENOTFOUND hub'),
      retryAt: set.clock.now() + delay,
    });
    const before = calls;
    for (let times = 0; times < 5; times++)
      await expect(set.embedOne('password')).rejects.toThrow('ENOTFOUND');
    await set.clock.advance(delay - 1);
    expect(calls).toBe(before);
    await set.clock.advance(1);
    await poll('the next try', () => calls === before + 1);
  }
});

test('a model in the cache that was damaged is fetched anew', async () => {
  const set = await setUpFetch();
  writeModel(set.cacheFolder, { ...files, 'tokenizer.json': Buffer.from('{}') });
  set.embedder.prepare();
  await until(set, 'ready');
  expect(set.server.asked).toEqual(['tokenizer.json']);
  expect(JSON.stringify(set.lines)).toContain('tokenizer.json in');
});

test('the folder of the user comes first, and nothing is fetched then', async () => {
  const server = await serveModel(files);
  const { embedOne } = setUp({ allowDownload: true, url: server.url, folder: modelFolder({ seed: 3 }) });
  expect(await embedOne('password')).toBeInstanceOf(Float32Array);
  expect(server.asked).toEqual([]);
});

test('with downloads off the reason says what to put where, and files put there are found', async () => {
  const folder = path.join(temporaryFolder(), 'mine');
  const { embedder, embedOne } = setUp({ folder });
  await expect(embedOne('password')).rejects.toThrow('Downloads are off');
  expect(embedder.state()).toEqual({
    state: 'missing',
    reason: expect.stringContaining(`${folder} has no ${names.join(', ')}`),
    retryAt: null,
  });
  writeModel(folder, files);
  expect(await embedOne('password')).toBeInstanceOf(Float32Array);
});

test('closing ends a fetch, and the rest is kept for the next daemon', async () => {
  const set = await setUpFetch({ [WEIGHTS]: [{ kind: 'stall', afterBytes: 1000 }] });
  set.embedder.prepare();
  await poll('the first bytes', () => sizeOf(set.part) === 1000);
  await set.embedder.close();
  expect(set.clock.sleepers).toBe(0);
  expect(sizeOf(set.part)).toBe(1000);
  await expect(set.embedder.embed(['password'], never)).rejects.toThrow('is closed');
});
