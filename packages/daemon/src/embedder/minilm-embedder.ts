import type { Worker } from 'node:worker_threads';
import { JackdawError, type Clock, type Embedder } from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import { createBatchQueue } from './batch-queue.ts';
import { whyNotReady, type EmbedderState } from './embedder-state.ts';
import { MINILM, minilmId } from './minilm.ts';
import {
  createModelSupply,
  MINILM_FILES,
  MINILM_URL,
  WEIGHTS_FILE,
  type Fetch,
  type ModelFile,
} from './model/index.ts';
import { MOST_FAILURES, restartDelay } from './retry-delay.ts';
import { startWorker, startWorkerHost, type WorkerHost } from './worker/index.ts';

export interface MiniLmEmbedderOptions {
  /** Where the user has the model's files, laid out as at the hub; looked into first. */
  readonly folder?: string | null;
  /** Where fetched files are kept; made when needed. */
  readonly cacheFolder: string;
  readonly allowDownload: boolean;
  /** The folder of the files at the hub or a mirror; hashes are pinned, wherever they come from. */
  readonly url?: string;
  /** Without texts for so long, in ms, the model leaves the memory; 10 minutes by default. */
  readonly idleMs?: number;
  readonly clock: Clock;
  readonly log: Log;
  readonly fetch?: Fetch;
  /** The files that are fetched, and that count in the cache folder; MiniLM's by default. */
  readonly files?: readonly ModelFile[];
  readonly startWorker?: () => Worker;
}

/**
 * MiniLM in a worker thread. `embed` may be called in whatever state: it waits while the model is loaded from the disk;
 * in every other case where there is no vector to be had soon it rejects at once, with a JackdawError that says why.
 */
export interface MiniLmEmbedder extends Embedder {
  /** That of the pinned model file, until another one was found; certain once the state is `ready`. */
  readonly id: string;
  state(): EmbedderState;
  /** Tells every change of the state, at once; the listener must not throw. Returns what ends it. */
  onChange(listener: (state: EmbedderState) => void): () => void;
  /** Looks for the model, fetches and loads it, in the background, as the first text would. */
  prepare(): void;
  /** Ends fetching and the thread; `embed` rejects from now on. Resolves when both are gone. */
  close(): Promise<void>;
}

const IDLE_MS = 10 * 60_000;

/** Texts a batch: a question that comes while one is under way waits for so many at most. */
const BATCH = 8;

/** Two wordings of one question must be that much more alike than two unrelated ones; real MiniLM has about 0.8. */
const SANITY_MARGIN = 0.3;

const NO_MODEL = 'The embedding model is not there.';
const OTHER_MODEL =
  'Another embedding model took the place of the one in use; start the daemon anew to use it.';

export function createMiniLmEmbedder(options: MiniLmEmbedderOptions): MiniLmEmbedder {
  const { clock, log, idleMs = IDLE_MS, files = MINILM_FILES } = options;
  const closing = new AbortController();
  const listeners = new Set<(state: EmbedderState) => void>();
  let state: EmbedderState = { state: 'idle' };
  let id = minilmId(files.find(({ name }) => name === WEIGHTS_FILE)?.sha256 ?? '');
  let known = false;
  let host: WorkerHost | null = null;
  let starting: Promise<WorkerHost> | null = null;
  let failures = 0;
  let startAgainAt = 0;
  let lastUsed = 0;
  let atWork = 0;
  let leaving: Promise<void> | null = null;

  const supply = createModelSupply({
    folder: options.folder ?? null,
    cacheFolder: options.cacheFolder,
    files,
    allowDownload: options.allowDownload,
    url: options.url ?? MINILM_URL,
    fetch: options.fetch ?? globalThis.fetch,
    clock,
    log,
    signal: closing.signal,
    onState: setState,
    // A start that has just found no model must be over first.
    onArrival: () => void Promise.allSettled([starting]).then(prepare),
  });
  const queue = createBatchQueue(run, BATCH);

  function setState(next: EmbedderState): void {
    if (state.state === 'off') return;
    state = next;
    for (const listener of listeners) listener(next);
  }

  function turnOff(reason: string): JackdawError {
    log.warn({ reason }, 'The embedder is off.');
    setState({ state: 'off', reason });
    return new JackdawError('internal', reason);
  }

  /** Counts a failure in a row and says what comes of it. */
  function fail(reason: string): void {
    failures += 1;
    if (failures >= MOST_FAILURES) {
      turnOff(`${reason} It failed ${failures} times in a row and stays off until the daemon starts anew.`);
      return;
    }
    const delay = restartDelay(failures);
    startAgainAt = clock.monotonic() + delay;
    log.warn({ reason, retryInMs: delay }, 'The embedder failed.');
    setState({ state: 'failed', reason, retryAt: clock.now() + delay });
  }

  async function run(texts: readonly string[]): Promise<(Float32Array | null)[]> {
    const current = await getHost();
    atWork += 1;
    try {
      const vectors = await current.embed(texts);
      failures = 0;
      return vectors;
    } finally {
      atWork -= 1;
      lastUsed = clock.monotonic();
    }
  }

  async function getHost(): Promise<WorkerHost> {
    if (state.state === 'off') throw new JackdawError('internal', state.reason);
    if (host !== null) return host;
    if (state.state === 'failed' && clock.monotonic() < startAgainAt) {
      throw new JackdawError('internal', state.reason, { retryable: true });
    }
    return (starting ??= start().finally(() => {
      starting = null;
    }));
  }

  async function start(): Promise<WorkerHost> {
    const model = await orFail(supply.get());
    if (model === null) throw new JackdawError('unreachable', whyNotReady(state) ?? NO_MODEL);
    const found = minilmId(model.sha256);
    if (known && found !== id) throw turnOff(OTHER_MODEL);
    id = found;
    known = true;
    setState({ state: 'loading' });
    const next = await orFail(
      startWorkerHost({
        startWorker: options.startWorker ?? startWorker,
        folder: model.folder,
        clock,
        signal: closing.signal,
      }),
    );
    const fault = findFault(next);
    if (fault !== null) {
      await next.stop();
      throw turnOff(fault);
    }
    host = next;
    lastUsed = clock.monotonic();
    setState({ state: 'ready', loaded: true });
    void watchEnd(next);
    void unloadWhenIdle(next);
    return next;
  }

  async function orFail<T>(work: Promise<T>): Promise<T> {
    try {
      return await work;
    } catch (error) {
      if (!closing.signal.aborted) fail(error instanceof Error ? error.message : String(error));
      throw error;
    }
  }

  async function watchEnd(watched: WorkerHost): Promise<void> {
    const reason = await watched.ended;
    if (host !== watched) return;
    host = null;
    fail(`The embedding model ended: ${reason}.`);
  }

  async function unloadWhenIdle(watched: WorkerHost): Promise<void> {
    for (let rest = idleMs; rest > 0;) {
      try {
        await clock.sleep(rest, closing.signal);
      } catch {
        return;
      }
      if (host !== watched) return;
      rest = atWork > 0 ? idleMs : lastUsed + idleMs - clock.monotonic();
    }
    host = null;
    setState({ state: 'ready', loaded: false });
    leaving = watched.stop();
  }

  function prepare(): void {
    // The state tells what came of it.
    getHost().catch(() => {});
  }

  return {
    get id() {
      return id;
    },
    dimensions: MINILM.dimensions,
    embed: queue.embed,
    state: () => state,
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    prepare,
    async close() {
      const current = host;
      host = null;
      setState({ state: 'off', reason: 'The embedder is closed: the daemon stops.' });
      // A thread at work answers first: to end one inside native code may end the process.
      await Promise.all([current?.stop(), leaving]);
      closing.abort(new JackdawError('shutting_down', 'The daemon stops.'));
      await Promise.all([starting?.catch(() => {}), supply.settled()]);
    },
  };
}

/** What makes the model useless, as a sentence. */
function findFault({ dimensions, sanity }: WorkerHost): string | null {
  if (dimensions !== MINILM.dimensions) {
    return `The embedding model gives vectors of ${dimensions} numbers; ${MINILM.name} has ${MINILM.dimensions}.`;
  }
  const margin = sanity.paraphrase - sanity.unrelated;
  if (margin > SANITY_MARGIN) return null;
  return `The embedding model cannot tell alike from unlike (${margin.toFixed(2)} where ${SANITY_MARGIN} is the least).`;
}
