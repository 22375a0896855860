import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { describe, expect, test } from 'vitest';
import { startWorker } from '../../../packages/daemon/src/embedder/worker/index.ts';
import { root } from '../../../scripts/root.mjs';
import { poll } from '../../support/poll.ts';
import { tinyModel, writeModel } from '../../support/tiny-model/tiny-model.ts';
import { modelFolder, never, setUp, temporaryFolder } from './set-up.ts';

/** A thread of a few lines that does what it is told to with each message. */
const threadThat = (onMessage: string) => () =>
  new Worker(
    `const { parentPort } = require('node:worker_threads');
    const loaded = { type: 'loaded', dimensions: 384, sanity: { paraphrase: 1, unrelated: 0 } };
    parentPort.on('message', ({ type }) => { if (type === 'stop') parentPort.close(); else { ${onMessage} } });`,
    { eval: true },
  );

describe('those who wait are told, and the next text is embedded by a new thread, when a thread', () => {
  test.each([
    ['dies', 'process.exit(3)', 'the thread ended'],
    ['throws', 'throw new Error("out of its mind")', 'out of its mind'],
    ['cannot embed', 'parentPort.postMessage({ type: "failed", reason: "no room" })', 'no room'],
  ])('%s', async (_, fault, reason) => {
    const faulty = threadThat(`if (type === 'load') parentPort.postMessage(loaded); else ${fault}`);
    const threads = [faulty, startWorker];
    const { embedder, workers } = setUp({
      folder: modelFolder(),
      startWorker: () => (threads.shift() ?? startWorker)(),
    });
    const waiting = [embedder.embed(['password'], never), embedder.embed(['how', 'do', 'i'], never)];
    const [first, second] = await Promise.allSettled(waiting);
    expect(first).toMatchObject({ status: 'rejected', reason: { name: 'JackdawError' } });
    expect(first).toMatchObject({ reason: { message: expect.stringContaining(reason) } });
    expect(second).toMatchObject({ status: 'fulfilled' });
    expect(embedder.state()).toEqual({ state: 'ready', loaded: true });
    expect(workers).toHaveLength(2);
  });
});

test('a model that fails again and again is tried ever more rarely, and at last no more', async () => {
  const folder = modelFolder();
  writeFileSync(path.join(folder, 'onnx/model_quantized.onnx'), 'this is no model');
  const { embedder, clock, embedOne, workers } = setUp({ folder });
  await expect(embedOne('password')).rejects.toThrow('does not run');
  expect(embedder.state()).toMatchObject({ state: 'failed', retryAt: clock.now() });
  await expect(embedOne('password')).rejects.toThrow('does not run');
  expect(embedder.state()).toMatchObject({ state: 'failed', retryAt: clock.now() + 1000 });
  await expect(embedOne('password')).rejects.toThrow('does not run');
  expect(workers).toHaveLength(2);

  for (let failures = 3; failures <= 8; failures++) {
    await clock.advance(300_000);
    await expect(embedOne('password')).rejects.toThrow('does not run');
  }
  expect(embedder.state()).toMatchObject({ state: 'off', reason: expect.stringContaining('8 times') });
  await clock.advance(3_600_000);
  await expect(embedOne('password')).rejects.toThrow('8 times');
  expect(workers).toHaveLength(8);
});

test('a thread that does not answer is given up, and those who wait are told', async () => {
  const { clock, embedOne } = setUp({
    folder: modelFolder(),
    startWorker: threadThat(''),
  });
  const failure = embedOne('password').catch((error: unknown) => error);
  await poll('the deadline', () => clock.sleepers === 1);
  await clock.advance(120_000);
  expect(await failure).toMatchObject({ message: expect.stringContaining('did not answer for 120 seconds') });
});

test('without the package the reason says what to install', async () => {
  const bundle = path.join(temporaryFolder(), 'embedder-worker.mjs');
  copyFileSync(path.join(root, 'packages/daemon/dist/embedder-worker.mjs'), bundle);
  const { embedder, embedOne } = setUp({ folder: modelFolder(), startWorker: () => new Worker(bundle) });
  await expect(embedOne('password')).rejects.toThrow('@xenova/transformers is not installed');
  expect(embedder.state()).toMatchObject({
    state: 'failed',
    reason: expect.stringContaining('@huggingface/transformers'),
  });
});

test('the bundle of the thread embeds as its source does', async () => {
  const folder = modelFolder();
  const bundle = path.join(root, 'packages/daemon/dist/embedder-worker.mjs');
  const bundled = setUp({ folder, startWorker: () => new Worker(bundle) });
  expect(await bundled.embedOne('password')).toEqual(await setUp({ folder }).embedOne('password'));
});

describe('a model that cannot be trusted turns the embedder off', () => {
  test('for it finds all texts alike', async () => {
    const { embedder, embedOne } = setUp({ folder: modelFolder({ blind: true }) });
    await expect(embedOne('password')).rejects.toThrow('cannot tell alike from unlike (0.00');
    expect(embedder.state().state).toBe('off');
  });

  test('for its vectors have another length', async () => {
    const { embedder, embedOne } = setUp({ folder: modelFolder({ dimensions: 16 }) });
    await expect(embedOne('password')).rejects.toThrow('vectors of 16 numbers');
    expect(embedder.state().state).toBe('off');
  });

  test('for it took the place of the one in use', async () => {
    const folder = modelFolder();
    const { embedder, clock, embedOne } = setUp({ folder, idleMs: 1000 });
    await embedOne('password');
    const { id } = embedder;
    await clock.advance(1000);
    rmSync(folder, { recursive: true });
    writeModel(folder, tinyModel({ seed: 7 }));
    await expect(embedOne('password')).rejects.toThrow('Another embedding model');
    expect(embedder.id).toBe(id);
  });
});
