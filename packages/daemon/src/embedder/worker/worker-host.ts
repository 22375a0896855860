import type { Worker } from 'node:worker_threads';
import { JackdawError, type Clock } from '@jackdaw/core';
import type { FromWorker, SanityCheck, ToWorker } from './messages.ts';

export interface WorkerHost {
  readonly dimensions: number;
  readonly sanity: SanityCheck;
  /** One batch at a time. Rejects with a JackdawError: the worker ended, or did not answer and was ended. */
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  /** Lets it give its memory back; resolves when the thread is gone. What it works on is answered first. */
  stop(): Promise<void>;
  /** Resolves when the thread is gone, with why. */
  readonly ended: Promise<string>;
}

export interface WorkerHostOptions {
  readonly startWorker: () => Worker;
  readonly folder: string;
  readonly clock: Clock;
  /** Ends the worker, at once. */
  readonly signal: AbortSignal;
}

/** In ms. Far beyond what a slow machine takes: a thread that is silent for so long has hung. */
const LOAD_DEADLINE_MS = 120_000;
const BATCH_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;

/** Starts a thread and loads the model in it. Rejects with a JackdawError, after the thread has ended. */
export async function startWorkerHost(options: WorkerHostOptions): Promise<WorkerHost> {
  const { clock, folder, signal } = options;
  signal.throwIfAborted();
  const worker = options.startWorker();
  const ended = Promise.withResolvers<string>();
  const gone = new AbortController();
  let waiting: PromiseWithResolvers<FromWorker> | null = null;
  let reason = 'the thread ended';

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
  const send = (message: ToWorker): void => worker.postMessage(message);
  const end = (why: string): void => {
    reason = why;
    void worker.terminate();
  };
  const onAbort = () => end('the daemon stops');
  signal.addEventListener('abort', onAbort, { once: true });
  worker.on('message', (message: FromWorker) => waiting?.resolve(message));
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on('exit', () => {
    signal.removeEventListener('abort', onAbort);
    gone.abort();
    waiting?.reject(crashed(reason));
    ended.resolve(reason);
  });

  const endAfter = (ms: number, why: string, over: AbortSignal): void => {
    clock.sleep(ms, AbortSignal.any([over, gone.signal])).then(
      () => end(why),
      // In time.
      () => {},
    );
  };

  async function ask(message: ToWorker, deadlineMs: number): Promise<FromWorker> {
    if (gone.signal.aborted) throw crashed(reason);
    waiting = Promise.withResolvers<FromWorker>();
    const answered = new AbortController();
    endAfter(deadlineMs, `it did not answer for ${deadlineMs / 1000} seconds`, answered.signal);
    // A thread at work keeps the process alive, a thread at rest does not.
    worker.ref();
    try {
      send(message);
      return await waiting.promise;
    } finally {
      waiting = null;
      answered.abort();
      worker.unref();
    }
  }

  async function stop(): Promise<void> {
    if (!gone.signal.aborted) {
      worker.ref();
      send({ type: 'stop' });
      endAfter(STOP_DEADLINE_MS, 'it did not stop by itself', gone.signal);
    }
    await ended.promise;
  }

  const loaded = await ask({ type: 'load', folder }, LOAD_DEADLINE_MS);
  if (loaded.type !== 'loaded') {
    await stop();
    throw crashed(loaded.type === 'failed' ? loaded.reason : 'it answered out of turn');
  }
  return {
    dimensions: loaded.dimensions,
    sanity: loaded.sanity,
    ended: ended.promise,
    stop,
    async embed(texts) {
      const reply = await ask({ type: 'embed', texts }, BATCH_DEADLINE_MS);
      if (reply.type === 'vectors') return reply.vectors;
      // What fails once may be broken for good: a new thread begins with a clean slate.
      end(reply.type === 'failed' ? reply.reason : 'it answered out of turn');
      throw crashed(reason);
    },
  };
}

function crashed(reason: string): JackdawError {
  return new JackdawError('internal', `The embedding model does not run: ${reason}.`, { retryable: true });
}
