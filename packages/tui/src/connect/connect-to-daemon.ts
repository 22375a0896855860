import { ERROR_CODES, JackdawError, PROTOCOL_VERSION, type ClientEnvironment } from '@jackdaw/core/protocol';
import type { HomePaths } from '@jackdaw/core/home';
import { readDaemonFile, unannouncedSocket } from './daemon-file.ts';
import { makeHomeFolders, readConfig } from './prepare-home.ts';
import { sayHello, type Connection, type Greeting, type KnownDaemon } from './say-hello.ts';
import { startDaemon, type StartedDaemon } from './start-daemon.ts';
import { takeStartLock } from './start-lock.ts';
import { waitForChange } from './wait-for-change.ts';

export interface ConnectOptions {
  readonly env: NodeJS.ProcessEnv;
  readonly paths: HomePaths;
  /** Of this program. */
  readonly version: string;
  /** What the ledger calls it; the command's own where it is absent. */
  readonly name?: string;
  /** Path of `daemon.mjs`; null never starts a daemon. */
  readonly autoStart: string | null;
  readonly homedir: string;
  /** A daemon that is started stays when nobody uses it. */
  readonly stays?: boolean;
  /** Called where no daemon answers and one has to be started, or is being started by somebody else. */
  readonly onStarting?: () => void;
  /** Rejects with its reason. A daemon that was started meanwhile goes on. */
  readonly signal?: AbortSignal;
}

const HELLO_TIMEOUT_MS = 10_000;
const START_TIMEOUT_MS = 10_000;
/** After a start that failed: another terminal's daemon may be the reason, and on its way. */
const LOST_RACE_MS = 300;

/**
 * A connection to this home's daemon, which is started where none runs. Throws `daemon_unavailable`,
 * `protocol_mismatch`, `invalid_config` or `storage_failed`, each with what to do.
 */
export async function connectToDaemon(options: ConnectOptions): Promise<Connection> {
  const greeting = {
    name: options.name ?? 'jackdaw',
    version: options.version,
    environment: clientEnvironment(options.env),
    timeoutMs: HELLO_TIMEOUT_MS,
  };
  const running = await tryOnce(options, greeting);
  if (running !== null) return running;
  if (options.autoStart === null) {
    throw new JackdawError(
      'daemon_unavailable',
      'The daemon is not running. Start it with `jackdaw daemon start`.',
    );
  }
  options.onStarting?.();
  await makeHomeFolders(options.paths);
  // Said here, in the terminal of the person who can mend it, and not in the log of a process that is gone.
  await readConfig(options.paths);
  return startOrWait(options, options.autoStart, greeting);
}

/** Starts the daemon, or waits for the one that another process is starting right now. */
async function startOrWait(options: ConnectOptions, entry: string, greeting: Greeting): Promise<Connection> {
  const { paths, signal } = options;
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const release = takeStartLock(paths.run);
    try {
      // Once more: the one who had the lock before may have been through in between.
      const connection = await tryOnce(options, greeting);
      if (connection !== null) return connection;
      if (release !== null) {
        const started = startDaemon({ ...options, entry, auto: options.stays !== true });
        return await waitForHello(options, greeting, started);
      }
    } finally {
      release?.();
    }
    await waitForChange(paths.run, Math.min(100, deadline - performance.now()), signal);
  }
  throw new JackdawError(
    'daemon_unavailable',
    `Another process is starting the daemon and has not come to an end. Try again, or see ${paths.logs}/daemon-start.log.`,
  );
}

/** What the caller's own environment says about whom to ask: the daemon may have been started from another one. */
export function clientEnvironment(env: NodeJS.ProcessEnv): ClientEnvironment {
  const { ANTHROPIC_API_KEY: apiKey, ANTHROPIC_BASE_URL: baseUrl, JACKDAW_DEMO: demo } = env;
  return {
    ...(apiKey === undefined || apiKey === '' ? {} : { apiKey }),
    ...(baseUrl === undefined || baseUrl === '' ? {} : { baseUrl }),
    ...(demo === '1' ? { demo: true } : {}),
  };
}

/** Null where nobody listens. */
async function tryOnce({ paths, signal }: ConnectOptions, greeting: Greeting): Promise<Connection | null> {
  signal?.throwIfAborted();
  const daemon = (await readDaemonFile(paths)) ?? unannounced(paths, greeting.version);
  if (daemon === null) return null;
  try {
    return await sayHello(daemon, greeting);
  } catch (error) {
    if (
      error instanceof JackdawError &&
      error.code !== 'daemon_unavailable' &&
      error.code !== 'shutting_down'
    )
      throw error;
    if (isTimeout(error)) throw silent(daemon, error);
    return null;
  }
}

function unannounced(paths: HomePaths, version: string): KnownDaemon | null {
  const socket = unannouncedSocket(paths);
  return socket === null ? null : { socket, version, protocol: PROTOCOL_VERSION };
}

async function waitForHello(
  options: ConnectOptions,
  greeting: Greeting,
  started: StartedDaemon,
): Promise<Connection> {
  let deadline = performance.now() + START_TIMEOUT_MS;
  let exited: { readonly code: number | null } | null = null;
  void started.exit.then((code) => {
    exited = { code };
    // With 0 it says that another one has this home: that one will answer.
    if (code !== 0) deadline = Math.min(deadline, performance.now() + LOST_RACE_MS);
  });
  while (performance.now() < deadline) {
    const connection = await tryOnce(options, greeting);
    if (connection !== null) return connection;
    await waitForChange(options.paths.run, Math.min(100, deadline - performance.now()), options.signal);
  }
  const said = started.lastWords();
  // One that complained and stays is broken; one that is silent may be busy with a large database, and is left alone.
  if (exited === null && said !== '') started.end();
  throw startFailed(exited, said, options.paths);
}

function startFailed(
  exited: { readonly code: number | null } | null,
  said: string,
  paths: HomePaths,
): JackdawError {
  const log = `${paths.logs}/daemon-start.log`;
  if (exited === null) {
    return new JackdawError(
      'daemon_unavailable',
      `The daemon did not answer within ${START_TIMEOUT_MS / 1000} s of its start. See ${log}${said === '' ? '.' : `:\n${said}`}`,
    );
  }
  const words = said.replaceAll(/^jackdaw daemon: /gm, '');
  const why = words === '' ? `it ended with exit code ${exited.code ?? 'none'} and said nothing` : words;
  // The daemon's exit codes are this command's: a configuration or home that it cannot use is the person's to mend.
  const code = exited.code === ERROR_CODES.invalid_config.exitCode ? 'invalid_config' : 'daemon_unavailable';
  return new JackdawError(code, `The daemon could not start: ${why}`, { retryable: false });
}

function silent({ pid }: KnownDaemon, cause: unknown): JackdawError {
  return new JackdawError(
    'daemon_unavailable',
    `The daemon${pid === undefined ? '' : ` (pid ${pid})`} is there but does not answer. Run \`jackdaw daemon restart\`.`,
    { cause },
  );
}

function isTimeout(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'TimeoutError' || error.message.includes('handshake has timed out'))
  );
}
