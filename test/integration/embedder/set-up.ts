import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Worker } from 'node:worker_threads';
import { onTestFinished } from 'vitest';
import {
  createMiniLmEmbedder,
  type EmbedderState,
  type MiniLmEmbedderOptions,
} from '../../../packages/daemon/src/embedder/index.ts';
import { startWorker } from '../../../packages/daemon/src/embedder/worker/index.ts';
import { createFakeClock } from '../../support/fake-clock.ts';
import { pinsOf, tinyModel, writeModel, type TinyModelOptions } from '../../support/tiny-model/tiny-model.ts';

export function temporaryFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw embedder.'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A folder with a tiny model in it. */
export function modelFolder(options: TinyModelOptions = {}): string {
  const folder = path.join(temporaryFolder(), 'tiny model');
  writeModel(folder, tinyModel(options));
  return folder;
}

export const never: AbortSignal = new AbortController().signal;

/** An embedder of its own, on a clock that stands still, with all that it said. Closed when the test has ended. */
export function setUp(options: Partial<MiniLmEmbedderOptions> = {}) {
  const clock = createFakeClock();
  const states: EmbedderState[] = [];
  const lines: { message: string; details: object }[] = [];
  const workers: Worker[] = [];
  const write = (details: object, message: string) => void lines.push({ message, details });
  const embedder = createMiniLmEmbedder({
    cacheFolder: path.join(temporaryFolder(), 'cache', 'model'),
    allowDownload: false,
    files: pinsOf(tinyModel()),
    clock,
    log: { debug: write, info: write, warn: write, error: write },
    ...options,
    startWorker: () => {
      const worker = (options.startWorker ?? startWorker)();
      workers.push(worker);
      return worker;
    },
  });
  embedder.onChange((state) => states.push(state));
  onTestFinished(() => embedder.close());
  const embedOne = async (text: string) => (await embedder.embed([text], never))[0];
  return { embedder, clock, states, lines, workers, embedOne };
}
