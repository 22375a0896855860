import type { Clock, ModelFacts, Store, Upstream, UpstreamDirectory } from '@jackdaw/core';
import type { Log } from '../log/index.ts';
import { createModelBook, type ModelBook } from './model-book.ts';
import { MODELS_KEY, readModelRecord, serverName, toModelRecord, type ModelRecord } from './model-record.ts';

/** The first client is served before the server is asked; then once a day. Milliseconds. */
const FIRST_MS = 4_000;
const EVERY_MS = 24 * 3_600_000;

export interface ModelsOptions {
  readonly store: Store;
  readonly directory: Pick<UpstreamDirectory, 'listModels'>;
  /** Where the daemon's own questions would go; null in the demo, and where there are no credentials. */
  readonly ownUpstream: () => Promise<Upstream | null>;
  /** The config's own figures, by id. */
  readonly own: Readonly<Record<string, ModelFacts>>;
  /** Whether the server is asked at all. */
  readonly refresh: boolean;
  readonly clock: Clock;
  readonly log: Pick<Log, 'debug'>;
}

export interface Models extends ModelBook {
  /** Ends the refreshing. */
  close(): Promise<void>;
}

/**
 * The book of models, as the daemon's own server told it before, and refreshed in the background. Never rejects: what
 * fails, or is not there, leaves what is known as it is.
 */
export async function openModels(options: ModelsOptions): Promise<Models> {
  const { store, directory, ownUpstream, own, refresh, clock, log } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const book = createModelBook(own, refresh ? await knownBefore() : null);

  async function knownBefore(): Promise<ModelRecord | null> {
    try {
      const upstream = await ownUpstream();
      const record = upstream === null ? null : readModelRecord(await store.get(MODELS_KEY));
      // What another server told of its models says nothing of this one's.
      return upstream !== null && record?.server === serverName(upstream) ? record : null;
    } catch (error) {
      log.debug({ err: error }, 'The known models could not be read.');
      return null;
    }
  }

  async function refreshOnce(): Promise<void> {
    // Credentials may come and go while the daemon runs.
    const upstream = await ownUpstream();
    if (upstream === null || upstream.simulated) return;
    const models = await directory.listModels(upstream, signal);
    if (models === null || models.length === 0) return;
    const record = toModelRecord(serverName(upstream), clock.now(), models);
    book.tell(record);
    store.writeLater([{ type: 'put', key: MODELS_KEY, value: record }]);
    log.debug({ models: record.models.length }, 'The server told its models.');
  }

  async function nowAndThen(): Promise<void> {
    await clock.sleep(FIRST_MS, signal);
    while (true) {
      await refreshOnce().catch((error: unknown) => {
        signal.throwIfAborted();
        log.debug({ err: error }, 'The models could not be refreshed.');
      });
      await clock.sleep(EVERY_MS, signal);
    }
  }
  const refreshing = refresh ? nowAndThen().catch(() => {}) : Promise.resolve();

  return {
    ...book,
    async close() {
      closing.abort(new Error('the daemon stops'));
      await refreshing;
    },
  };
}
