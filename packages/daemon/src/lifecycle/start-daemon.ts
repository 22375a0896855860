import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Clock } from '@jackdaw/core';
import { parseDuration, type HomePaths } from '@jackdaw/core/home';
import { PROTOCOL_VERSION, type DaemonFile, type DaemonStatus } from '@jackdaw/core/protocol';
import { createUpstreams, loadConfig, readStoredKey } from '../config/index.ts';
import { createLog, SILENT_LOG, type FileLog } from '../log/index.ts';
import { createDaemonServer, createToken, type DaemonServer, type ServerLimits } from '../server/index.ts';
import { readDaemonFile } from './daemon-file.ts';
import type { DaemonParts } from './daemon-parts.ts';
import { createIdleWatch } from './idle-watch.ts';
import { inTurn, withDeadline } from './in-turn.ts';
import { isAnswering } from './is-answering.ts';
import { openHomeStore } from './open-home-store.ts';
import { ensurePrivateFolder } from './private-folder.ts';
import { publish, removeOwn, removeStale } from './run-files.ts';
import { socketPath } from './socket-path.ts';
import { VERSION } from './version.ts';

export interface StartOptions {
  readonly paths: HomePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Started by a client on its own: it stops by itself when nobody has used it for a while. */
  readonly auto: boolean;
  readonly parts: DaemonParts;
  readonly clock: Clock;
  readonly limits?: Partial<ServerLimits>;
}

export interface RunningDaemon {
  readonly kind: 'running';
  readonly file: DaemonFile;
  readonly warnings: readonly string[];
  readonly log: FileLog;
  /** Tells all readers, puts every turn on record, removes the daemon's files. May be called twice. */
  stop(reason: string): Promise<void>;
  /** Resolves when it has stopped, for whatever reason. */
  readonly stopped: Promise<void>;
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
  const warnings: string[] = [];

  ensurePrivateFolder(paths.run);
  const config = loadConfig(paths.configFile);
  const log = openLog(paths.logs, config.daemon.logLevel, warnings);
  const place = socketPath({
    run: paths.run,
    platform: process.platform,
    temporary: tmpdir(),
    uid: process.getuid?.() ?? 0,
  });
  const daemonFile = join(paths.run, 'daemon.json');

  const opened = await openHomeStore({
    open: () => parts.openStore({ folder: paths.data, clock, log }),
    isAnswering: () => isAnswering(readDaemonFile(daemonFile)?.socket ?? place.path),
    clock,
  });
  if (opened.kind === 'taken') return { kind: 'taken', file: readDaemonFile(daemonFile) };
  const { store } = opened;
  if (opened.warning !== null) warnings.push(opened.warning);

  const undo: (() => unknown)[] = [() => store.close()];
  try {
    const composition = await parts.compose({ config, paths, store, clock, log });
    undo.push(() => composition.close());
    const upstreams = createUpstreams({
      config,
      env,
      auto,
      storedKey: () => readStoredKey(paths.credentialsFile, log),
      startSimulator: () => parts.startSimulator(),
    });
    undo.push(() => upstreams.close());

    removeStale(daemonFile, place.path);
    if (place.folder !== null) ensurePrivateFolder(place.folder, { refuseLinks: true });
    const token = createToken();
    const server: DaemonServer = await createDaemonServer({
      parts: {
        turns: composition.turns,
        handlers: composition.handlers,
        metrics: composition.metrics,
        upstreams,
        status: async () => status(),
        shutdown: () => void stop('asked to'),
        version: VERSION,
        clock,
        log,
      },
      socketPath: place.path,
      port: config.daemon.port,
      token,
      allowedOrigins: config.daemon.allowedOrigins,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    });
    undo.push(() => server.close());

    const file: DaemonFile = {
      pid: process.pid,
      startedAt,
      version: VERSION,
      protocol: PROTOCOL_VERSION,
      socket: place.path,
      url: server.url,
      token,
    };
    warnings.push(...publish(daemonFile, file));

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
      warnings: [...warnings],
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
    const { promise: stopped, resolve: hasStopped } = Promise.withResolvers<void>();
    const stop = (reason: string): Promise<void> => (stopping ??= end(reason).finally(hasStopped));

    const end = async (reason: string): Promise<void> => {
      log.info({ reason }, 'The daemon stops.');
      idle.stop();
      server.refuse();
      await inTurn(log, [
        () => withDeadline(composition.turns.stop(), STOP_TURNS_MS, clock),
        () => server.close(),
        () => composition.close(),
        () => upstreams.close(),
        () => removeOwn(daemonFile, file, place.folder),
        // Last: whoever gets the lock next must not lose its files to us.
        () => store.close(),
      ]);
      log.flush();
    };

    log.info({ socket: file.socket, url: file.url, version: VERSION, auto }, 'The daemon listens.');
    for (const warning of warnings) log.warn({}, warning);
    return { kind: 'running', file, warnings, log, stop, stopped };
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
