import { Worker } from 'node:worker_threads';

/** Put in by the bundler: the worker's bundle, as seen from the daemon's. */
// oxlint-disable-next-line no-underscore-dangle -- so that it cannot be mistaken for one of our own
declare const __EMBEDDER_WORKER__: string;

/** Starts the thread, from its bundle beside the daemon's or from its source. */
export function startWorker(): Worker {
  const file = typeof __EMBEDDER_WORKER__ === 'string' ? __EMBEDDER_WORKER__ : './embedder-worker.ts';
  return new Worker(new URL(file, import.meta.url), { name: 'embedder', execArgv: [] });
}
