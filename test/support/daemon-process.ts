import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { daemonArguments, DAEMON_ENVIRONMENT } from '@jackdaw/core/home';
import type { DaemonFile } from '@jackdaw/core/protocol';
import { poll } from './poll.ts';
import type { TestHome } from './test-home.ts';

export interface DaemonProcess {
  readonly child: ChildProcess;
  /** All that it wrote to standard error so far. */
  readonly said: () => string;
  /** Its exit code, or the signal that ended it. What it said last may still be on its way. */
  readonly exit: Promise<number | NodeJS.Signals>;
  /** All that it wrote to standard error, once it has ended. */
  readonly lastWords: Promise<string>;
  /** Kills it, if it still runs, and waits for its end. */
  [Symbol.asyncDispose](): Promise<void>;
}

export interface SpawnOptions {
  /** Other arguments than those of a daemon. */
  readonly args?: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  /** The program; the bundle where absent. */
  readonly entry?: string;
  /** The system refuses to let a file grow beyond it, as a full disk would; a multiple of 512. */
  readonly maxFileBytes?: number;
}

/** The daemons that run; undefined when no more may. */
let running: Set<ChildProcess> | undefined = new Set();

/**
 * Kills the daemons that are left, and lets none start again: what a test that timed out still does may neither leave
 * processes behind nor make new ones.
 */
export function endDaemons(): void {
  for (const child of running ?? []) child.kill('SIGKILL');
  running = undefined;
}

/** Where Node keeps the code that it has compiled, as for those who start jackdaw by `npm start`. */
export const COMPILE_CACHE = { NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] };

const bundle = fileURLToPath(new URL('../../packages/daemon/dist/daemon.mjs', import.meta.url));

/** The daemon as users run it: the bundle, as a process of its own. */
export function spawnDaemon(
  home: Pick<TestHome, 'folder'>,
  { args, env = {}, entry = bundle, maxFileBytes }: SpawnOptions = {},
): DaemonProcess {
  if (running === undefined) throw new Error('The tests are over: no daemon starts now.');
  const alive = running;
  const command = args === undefined ? daemonArguments(entry, { auto: false }) : [entry, ...args];
  const [program, ...rest] =
    maxFileBytes === undefined
      ? [process.execPath, ...command]
      : ['sh', '-c', `ulimit -f ${maxFileBytes / 512}; exec "$@"`, 'sh', process.execPath, ...command];
  const child = spawn(program, rest, {
    env: {
      PATH: process.env['PATH'],
      HOME: home.folder,
      JACKDAW_HOME: home.folder,
      ...DAEMON_ENVIRONMENT,
      ...COMPILE_CACHE,
      ...env,
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  alive.add(child);
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  const lastWords = new Promise<string>((resolve) => child.stderr.once('close', () => resolve(said)));
  const exit = new Promise<number | NodeJS.Signals>((resolve) => {
    child.once('exit', (code, signal) => {
      alive.delete(child);
      resolve(code ?? signal ?? -1);
    });
  });
  return {
    child,
    said: () => said,
    exit,
    lastWords,
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Waits until this process has published where it listens. */
export function untilListening(home: TestHome, daemon: DaemonProcess): Promise<DaemonFile> {
  return poll(
    'daemon.json',
    () => {
      const file = home.daemonFile();
      return file?.pid === daemon.child.pid ? file : undefined;
    },
    { describe: daemon.said },
  );
}
