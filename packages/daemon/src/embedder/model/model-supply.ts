import type { Clock } from '@jackdaw/core';
import type { Log } from '../../log/index.ts';
import type { EmbedderState } from '../embedder-state.ts';
import { fetchDelay } from '../retry-delay.ts';
import type { Fetch } from './fetch-file.ts';
import { fetchModel } from './fetch-model.ts';
import { findModel, type ModelPlaces } from './find-model.ts';
import { mirrorUrl } from './mirror-url.ts';

export interface ModelSupplyOptions extends ModelPlaces {
  readonly allowDownload: boolean;
  /** The folder of the files at the hub or at a mirror, with or without a slash at the end. */
  readonly url: string;
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly log: Log;
  /** Ends fetching and waiting. */
  readonly signal: AbortSignal;
  readonly onState: (state: EmbedderState) => void;
  /** A fetch is over and the model is there. */
  readonly onArrival: () => void;
}

export interface FoundModel {
  readonly folder: string;
  readonly sha256: string;
}

export interface ModelSupply {
  /**
   * The model where it is on the disk. Where it is not: null, after `onState` was told why, and it is being fetched in
   * the background, where that is allowed. Rejects with the system's error where a file cannot be read.
   */
  get(): Promise<FoundModel | null>;
  /** Resolves when nothing goes on in the background any more; call it after the signal has aborted. */
  settled(): Promise<void>;
}

/** Finds the model's files, and fetches them, patiently, where they are not there. */
export function createModelSupply(options: ModelSupplyOptions): ModelSupply {
  const { allowDownload, clock, log, signal, onState } = options;
  const { baseUrl, authorization } = mirrorUrl(options.url);
  let fetching: Promise<void> | null = null;

  async function tryFetch(): Promise<void> {
    let told = 0;
    await fetchModel({
      baseUrl,
      authorization,
      folder: options.cacheFolder,
      files: options.files,
      fetch: options.fetch,
      clock,
      signal,
      onProgress: (receivedBytes, totalBytes) => {
        // A hundred steps are enough to see it move.
        if (receivedBytes < totalBytes && Math.abs(receivedBytes - told) < totalBytes / 100) return;
        told = receivedBytes;
        onState({ state: 'fetching', receivedBytes, totalBytes });
      },
    });
  }

  async function fetchUntilThere(): Promise<void> {
    const totalBytes = options.files.reduce((sum, { bytes }) => sum + bytes, 0);
    for (let failures = 1; ; failures++) {
      onState({ state: 'fetching', receivedBytes: 0, totalBytes });
      try {
        await tryFetch();
        log.info({ folder: options.cacheFolder }, 'The embedding model is there.');
        return;
      } catch (error) {
        if (signal.aborted) return;
        const reason = error instanceof Error ? error.message : String(error);
        const delay = fetchDelay(failures);
        log.warn({ reason, retryInMs: delay }, 'The embedding model could not be fetched.');
        onState({ state: 'missing', reason, retryAt: clock.now() + delay });
        await clock.sleep(delay, signal);
      }
    }
  }

  function beginFetch(): void {
    log.info({ url: baseUrl, folder: options.cacheFolder }, 'Fetching the embedding model.');
    fetching = fetchUntilThere().then(
      () => {
        fetching = null;
        if (!signal.aborted) options.onArrival();
      },
      // Aborted while waiting for the next try.
      () => {
        fetching = null;
      },
    );
  }

  return {
    async get() {
      if (fetching !== null) return null;
      const search = await findModel(options, signal);
      if (search.found) return search;
      if (search.problems.length > 0) {
        log.warn({ problems: search.problems }, 'A folder of the embedding model is not usable.');
      }
      if (allowDownload) beginFetch();
      else onState({ state: 'missing', reason: whereToPut(options, search.problems), retryAt: null });
      return null;
    },
    settled: () => fetching ?? Promise.resolve(),
  };
}

function whereToPut({ cacheFolder, files }: ModelPlaces, problems: readonly string[]): string {
  const found = problems.map((problem) => `${problem}. `).join('');
  const names = files.map(({ name }) => name).join(', ');
  return `${found}Downloads are off: put ${names} into ${cacheFolder}, or name a folder that has them.`;
}
