import type { Worker } from 'node:worker_threads';
import { JackdawError, type Clock } from '@jackdaw/core';
import type { FromWorker, SanityCheck, ToWorker } from './messages.ts';

export interface WorkerHost {
  readonly dimensions: number;
  readonly sanity: SanityCheck;
  /** One batch at a time. Rejects with a JackdawError: the thread ended, failed, or did not answer and was given up. */
  embed(texts: readonly string[]): Promise<(Float32Array | null)[]>;
  /** Lets it give its memory back; resolves when the thread is gone, or given up. What it works on is answered first. */
  stop(): Promise<void>;
  /** Resolves when nothing more will come of the thread, with why. */
  readonly ended: Promise<string>;
}

export interface WorkerHostOptions {
  readonly startWorker: () => Worker;
  readonly folder: string;
  readonly clock: Clock;
  /** Ends the loading, and the thread with it. */
  readonly signal: AbortSignal;
}

/** In ms. Far beyond what a slow machine takes: a thread that is silent for so long has hung. */
const LOAD_DEADLINE_MS = 120_000;
const BATCH_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 5_000;

/** Starts a thread and loads the model in it. Rejects with a JackdawError; on abort as soon as the thread is gone. */
export async function startWorkerHost(options: WorkerHostOptions): Promise<WorkerHost> {
  const { clock, folder, signal } = options;
  signal.throwIfAborted();
  const worker = options.startWorker();
  const ended = Promise.withResolvers<string>();
  /** Nothing more is expected of the thread. */
  const over = new AbortController();
  /** The thread is gone. */
  const exited = new AbortController();
  let waiting: PromiseWithResolvers<FromWorker> | null = null;
  let reason = 'the thread ended';

  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin, a window has
  const send = (message: ToWorker): void => worker.postMessage(message);
  const finish = (): void => {
    over.abort();
    waiting?.reject(crashed(reason));
    ended.resolve(reason);
  };
  /** Leaves the thread to end by itself: `terminate` ends the whole process where it meets native code at work. */
  const giveUp = (why: string): void => {
    reason = why;
    finish();
    send({ type: 'stop' });
    worker.unref();
  };
  const giveUpAfter = (ms: number, why: string, inTime: AbortSignal): void => {
    clock.sleep(ms, inTime).then(
      () => giveUp(why),
      () => {},
    );
  };
  const onAbort = () => giveUpAfter(STOP_DEADLINE_MS, 'the daemon stops', over.signal);
  signal.addEventListener('abort', onAbort, { once: true });
  worker.on('message', (message: FromWorker) => waiting?.resolve(message));
  worker.on('error', (error) => {
    reason = error instanceof Error ? error.message : String(error);
  });
  worker.on('exit', () => {
    signal.removeEventListener('abort', onAbort);
    exited.abort();
    finish();
  });

  async function ask(message: ToWorker, deadlineMs: number): Promise<FromWorker> {
    if (over.signal.aborted) throw crashed(reason);
    waiting = Promise.withResolvers<FromWorker>();
    const answered = new AbortController();
    const inTime = AbortSignal.any([answered.signal, over.signal]);
    giveUpAfter(deadlineMs, `it did not answer for ${deadlineMs / 1000} seconds`, inTime);
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
    if (exited.signal.aborted) return;
    send({ type: 'stop' });
    worker.ref();
    // Cut short by its exit.
    await clock.sleep(STOP_DEADLINE_MS, exited.signal).catch(() => {});
    if (!exited.signal.aborted) giveUp('it did not stop by itself');
  }

  const loaded = await ask({ type: 'load', folder }, LOAD_DEADLINE_MS);
  if (loaded.type !== 'loaded' || signal.aborted) {
    await stop();
    signal.throwIfAborted();
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
      giveUp(reply.type === 'failed' ? reply.reason : 'it answered out of turn');
      throw crashed(reason);
    },
  };
}

function crashed(reason: string): JackdawError {
  return new JackdawError('internal', `The embedding model does not run: ${reason}.`, { retryable: true });
}
