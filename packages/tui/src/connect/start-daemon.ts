import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, statSync } from 'node:fs';
import { daemonArguments, type HomePaths } from '@jackdaw/core/home';
import { daemonEnvironment } from './daemon-environment.ts';
import { reasonOf } from './reason-of.ts';

export interface StartedDaemon {
  /** Settles when the process is over: its exit code, null where a signal ended it or it could not be run. */
  readonly exit: Promise<number | null>;
  /** What it has said since it was started: the last lines. */
  readonly lastWords: () => string;
  readonly end: () => void;
}

export interface DaemonProgram {
  /** Path of `daemon.mjs`. */
  readonly entry: string;
  readonly paths: HomePaths;
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  /** Whether it ends by itself when nobody uses it. */
  readonly auto: boolean;
}

const MAX_LOG_BYTES = 256 * 1024;
const LAST_LINES = 12;

/**
 * Starts the daemon so that it outlives this process: its own session, no terminal, the person's home as its folder.
 * The logs folder must exist.
 */
export function startDaemon({ entry, paths, env, homedir, auto }: DaemonProgram): StartedDaemon {
  const log = `${paths.logs}/daemon-start.log`;
  const size = sizeOf(log);
  const from = size > MAX_LOG_BYTES ? 0 : size;
  // Appended to: two terminals that start at once do not write over each other.
  const output = openSync(log, size > MAX_LOG_BYTES ? 'w' : 'a', 0o600);
  let failure: string | null = null;
  try {
    const child = spawn(process.execPath, daemonArguments(entry, { auto }), {
      cwd: existsSync(homedir) ? homedir : '/',
      env: daemonEnvironment(env),
      detached: true,
      windowsHide: true,
      stdio: ['ignore', output, output],
    });
    child.unref();
    const exit = new Promise<number | null>((resolve) => {
      child.once('exit', (code) => resolve(code));
      child.once('error', (error) => {
        failure = reasonOf(error);
        resolve(null);
      });
    });
    return { exit, lastWords: () => failure ?? tailOf(log, from), end: () => void child.kill() };
  } finally {
    closeSync(output);
  }
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch {
    return 0;
  }
}

function tailOf(file: string, from: number): string {
  try {
    const said = readFileSync(file).subarray(from).toString('utf8').trimEnd();
    return said.split('\n').slice(-LAST_LINES).join('\n').trim();
  } catch {
    return '';
  }
}
