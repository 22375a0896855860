import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { JackdawError, type Clock, type LocalStore } from '@jackdaw/core';
import { parseDuration, type HomePaths } from '@jackdaw/core/home';
import { PROTOCOL_VERSION, type DaemonFile, type DaemonStatus } from '@jackdaw/core/protocol';
import { createUpstreams, followServer, followStoredKey, loadConfig } from '../config/index.ts';
import { createLog, SILENT_LOG, type FileLog } from '../log/index.ts';
import { createDaemonServer, createToken, type DaemonServer, type ServerLimits } from '../server/index.ts';
import { carryOver } from './carry-over.ts';
import { readDaemonFile } from './daemon-file.ts';
import type { DaemonParts } from './daemon-parts.ts';
import { watchFiles } from './files-watch.ts';
import { createIdleWatch } from './idle-watch.ts';
import { inTurn, withDeadline } from './in-turn.ts';
import { isAnswering } from './is-answering.ts';
import { forgetToken, keptToken } from './keep-token.ts';
import { memoryStore, openHomeStore } from './open-home-store.ts';
import { ensurePrivateFiles } from './private-files.ts';
import { ensurePrivateFolder } from './private-folder.ts';
import { isOwnSocket, nameSocket, publish, removeOwn, removeStale, socketDraft } from './run-files.ts';
import { socketPath } from './socket-path.ts';
import { VERSION } from './version.ts';
import { untilIdle, waitForDisk } from './wait-for-disk.ts';
import { createWarnings } from './warnings.ts';

export interface StartOptions {
  readonly paths: HomePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Started by a client on its own: it stops by itself when nobody has used it for a while. */
  readonly auto: boolean;
  readonly parts: DaemonParts;
  readonly clock: Clock;
  readonly limits?: Partial<ServerLimits>;
  /** Milliseconds between tries to come back to a disk that failed at the start. */
  readonly diskRetryMs?: number;
}

export interface RunningDaemon {
  readonly kind: 'running';
  readonly file: DaemonFile;
  /** What the start has to tell. */
  readonly warnings: readonly string[];
  readonly log: FileLog;
  /** Tells all readers, puts every turn on record, removes the daemon's files. May be called twice. */
  stop(reason: string): Promise<void>;
  /** Resolves when it has stopped, for whatever reason: `again` where it wants to be started anew at once. */
  readonly stopped: Promise<'again' | 'done'>;
}

/** Another daemon has this home. */
export interface HomeTaken {
  readonly kind: 'taken';
  readonly file: DaemonFile | null;
}

/** Milliseconds that turns have to get on record when the daemon stops. */
const STOP_TURNS_MS = 5_000;

/**
 * Starts a daemon in this process. The order matters: the database's lock is taken before the socket and the file of
 * an earlier daemon are removed, and given up after our own are.
 */
export async function startDaemon(options: StartOptions): Promise<RunningDaemon | HomeTaken> {
  const { paths, env, auto, parts, clock } = options;
  const startedAt = clock.now();
  const began = clock.monotonic();
  const early: string[] = [];

  ensurePrivateFolder(paths.run);
  ensurePrivateFiles(paths, (warning) => early.push(warning));
  const config = loadConfig(paths.configFile);
  const log = openLog(paths.logs, config.daemon.logLevel, early);
  const serverSettings = followServer(config, paths.configFile, log);
  const warnings = createWarnings(log);
  const warn = (warning: string) => {
    log.warn({}, warning);
    warnings.tell(warning);
  };
  early.forEach(warn);
  const place = socketPath({
    run: paths.run,
    platform: process.platform,
    temporary: tmpdir(),
    uid: process.getuid?.() ?? 0,
  });
  const daemonFile = join(paths.run, 'daemon.json');
  const tokenFile = join(paths.run, 'token');
  let self: DaemonFile | null = null;

  const openStore = async (): Promise<LocalStore> => {
    ensurePrivateFolder(paths.data);
    return parts.openStore({ folder: paths.data, clock, log, warnings });
  };
  const opened = await openHomeStore({
    open: openStore,
    isAnswering: () => isAnswering(readDaemonFile(daemonFile)?.socket ?? place.path),
    clock,
  });
  if (opened.kind === 'taken') return { kind: 'taken', file: readDaemonFile(daemonFile) };
  let { store, warning } = opened;

  const undo: (() => unknown)[] = [() => store.close()];
  try {
    const upstreams = createUpstreams({
      serverSettings,
      env,
      auto,
      storedKey: followStoredKey(paths.credentialsFile, log),
      startSimulator: () => parts.startSimulator(),
      self: () => self,
    });
    undo.push(() => upstreams.close());
    const composeOn = (on: LocalStore) =>
      parts.compose({ config, serverSettings, paths, store: on, clock, log, ownUpstream: upstreams.own });
    const composition = await composeOn(store).catch(async (error: unknown) => {
      if (warning !== null || !(error instanceof JackdawError) || error.code !== 'storage_failed')
        throw error;
      // It opened and cannot be read: as good as none, but its lock stays ours.
      ({ store, warning } = memoryStore(error));
      return composeOn(store);
    });
    if (warning !== null) warn(warning);
    undo.push(() => composition.close());

    removeStale(daemonFile);
    if (place.folder !== null) ensurePrivateFolder(place.folder, { refuseLinks: true });
    const token = config.daemon.port === 0 ? createToken() : keptToken(tokenFile, warn);
    if (config.daemon.port === 0) forgetToken(tokenFile);
    const draft = socketDraft(place.path, Math.random);
    const server: DaemonServer = await createDaemonServer({
      parts: {
        turns: composition.turns,
        relay: composition.relay,
        handlers: composition.handlers,
        metrics: composition.metrics,
        metricsPage: () => composition.metricsPage({ clients: server.clients }),
        upstreams,
        status: async () => status(),
        shutdown: () => void stop('asked to'),
        version: VERSION,
        clock,
        log,
      },
      socketPath: draft,
      port: config.daemon.port,
      token,
      allowedOrigins: config.daemon.allowedOrigins,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    undo.push(() => server.close());
    const inode = nameSocket(draft, place.path);

    const file: DaemonFile = {
      pid: process.pid,
      startedAt,
      version: VERSION,
      protocol: PROTOCOL_VERSION,
      socket: place.path,
      url: server.url,
      token,
    };
    self = file;
    const announce = (): boolean => {
      const problem = publish(daemonFile, file);
      warnings.set('daemon.json', problem);
      return problem === null;
    };
    let announced = announce();

    const status = (): DaemonStatus => ({
      running: true,
      pid: file.pid,
      version: file.version,
      protocol: file.protocol,
      uptimeMs: clock.monotonic() - began,
      socket: file.socket,
      url: file.url,
      demo: upstreams.describe(undefined).demo,
      embedder: composition.embedder(),
      entries: composition.cachedEntries(),
      clients: server.clients,
      upstream: composition.upstream(),
      warnings: [...warnings.list()],
    });

    const idle = createIdleWatch({
      clock,
      idleMs: parseDuration(config.daemon.idle),
      hasClients: () => server.clients > 0,
      hasTurns: () => composition.turns.active > 0,
      onIdle: () => void stop('nobody has used it for a while'),
    });
    if (auto) {
      server.onClientsChange(idle.update);
      idle.update();
    }

    let stopping: Promise<void> | null = null;
    let again = false;
    let disk: LocalStore | null = null;
    const ending = new AbortController();
    const { promise: stopped, resolve: hasStopped } = Promise.withResolvers<'again' | 'done'>();
    const stop = (reason: string): Promise<void> =>
      (stopping ??= end(reason).finally(() => hasStopped(again ? 'again' : 'done')));
    const startAgain = async (reason: string) => {
      await untilIdle(clock, () => composition.turns.active > 0, ending.signal);
      if (stopping === null) again = true;
      await stop(reason);
    };

    const end = async (reason: string): Promise<void> => {
      log.info({ reason }, 'The daemon stops.');
      ending.abort(new Error('the daemon stops'));
      idle.stop();
      server.refuse();
      await inTurn(log, [
        () => withDeadline(composition.turns.stop(), STOP_TURNS_MS, clock),
        () => server.close(),
        () => composition.close(),
        () => upstreams.close(),
        () => removeOwn(daemonFile, file, inode, place.folder),
        () => (disk === null ? undefined : carryOver(store, disk)),
        // Last: whoever gets the lock next must not lose its files to us.
        () => disk?.close(),
        () => store.close(),
      ]);
      log.flush();
    };

    log.info({ socket: file.socket, url: file.url, version: VERSION, auto }, 'The daemon listens.');
    void watchFiles({
      clock,
      own: file,
      isAnnounced: () => (announced ||= announce()),
      published: () => readDaemonFile(daemonFile),
      hasSocket: () => isOwnSocket(place.path, inode),
      isAnswering,
      onSuccessor: () => void stop('another daemon has this home'),
      onGone: () => void startAgain('its files in the run folder were removed'),
      signal: ending.signal,
    });
    if (warning !== null) {
      const { diskRetryMs: retryMs } = options;
      const waiting = { clock, open: openStore, signal: ending.signal };
      void waitForDisk({ ...waiting, ...(retryMs === undefined ? {} : { retryMs }) }).then((found) => {
        disk = found;
        if (found !== null) void startAgain('the disk can be used again');
      });
    }
    return { kind: 'running', file, warnings: warnings.list(), log, stop, stopped };
  } catch (error) {
    log.error({ err: error }, 'The daemon could not start.');
    await inTurn(log, undo.toReversed());
    log.flush();
    throw error;
  }
}

function openLog(folder: string, level: 'debug' | 'info' | 'warn' | 'error', warnings: string[]): FileLog {
  try {
    ensurePrivateFolder(folder);
    return createLog({ folder, level });
  } catch (error) {
    warnings.push(`There is no log: ${error instanceof Error ? error.message : String(error)}`);
    return SILENT_LOG;
  }
}
