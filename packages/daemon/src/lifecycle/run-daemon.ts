import { createSystemClock, ERROR_CODES, toJackdawError } from '@jackdaw/core';
import type { HomePaths } from '@jackdaw/core/home';
import type { DaemonParts } from './daemon-parts.ts';
import { startDaemon, type RunningDaemon } from './start-daemon.ts';

export interface RunOptions {
  readonly paths: HomePaths;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Detached from the terminal, and stopping by itself when nobody uses it. */
  readonly auto: boolean;
  readonly parts: DaemonParts;
}

/** Milliseconds that a broken daemon has to save what it can. */
const CRASH_MS = 3_000;

/** The daemon as a process: from its start to its exit, which it brings about itself. Never rejects. */
export async function runDaemon(options: RunOptions): Promise<void> {
  // Whatever is made here is for this user alone.
  process.umask(0o077);
  // A terminal or a pipe that has gone must not take the daemon with it.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});

  const exitCode = await runUntilStopped(options).catch((thrown: unknown) => {
    const error = toJackdawError(thrown);
    say(error.message);
    return ERROR_CODES[error.code].exitCode;
  });
  // Not left to an empty event loop: what a start that failed has left open would keep the process.
  await said();
  process.exit(process.exitCode ?? exitCode);
}

async function runUntilStopped(options: RunOptions): Promise<number> {
  const life = handleSignals(options.auto);
  for (;;) {
    const how = await runOnce(options, life);
    if (how === 'done') return 0;
  }
}

async function runOnce({ paths, env, auto, parts }: RunOptions, life: Life): Promise<'again' | 'done'> {
  const started = await startDaemon({ paths, env, auto, parts, clock: createSystemClock() });
  if (started.kind === 'taken') {
    say(`one runs already${started.file === null ? '' : `, with process id ${started.file.pid}`}.`);
    return 'done';
  }
  life.begins(started);
  const { file, warnings } = started;
  if (!auto)
    say(`listens at ${file.socket} and ${file.url}. Stop it with Ctrl+C or \`jackdaw daemon stop\`.`);
  for (const warning of warnings) say(warning);
  const how = await started.stopped;
  return life.isAskedToEnd() ? 'done' : how;
}

function say(text: string): void {
  process.stderr.write(`jackdaw daemon: ${text}\n`);
}

/** Resolves when everything is out, or its reader has gone: a pipe is written to in the background. */
function said(): Promise<void> {
  return new Promise((resolve) => {
    process.stderr.once('error', () => resolve());
    process.stderr.write('', () => resolve());
  });
}

interface Life {
  /** Says which daemon this process runs from now on. */
  begins(daemon: RunningDaemon): void;
  isAskedToEnd(): boolean;
}

/** From the first moment: a daemon that is stopped while it starts must not leave its files behind. */
function handleSignals(auto: boolean): Life {
  let asked: NodeJS.Signals | null = null;
  let running: RunningDaemon | null = null;
  const onSignal = (signal: NodeJS.Signals) => {
    // Who asks twice does not want to wait.
    if (asked !== null) process.exit(1);
    asked = signal;
    void running?.stop(signal);
  };
  process.on('SIGTERM', onSignal);
  process.on('SIGINT', onSignal);
  // The terminal that a detached daemon was started from may close.
  process.on('SIGHUP', auto ? () => {} : onSignal);
  return {
    begins(daemon) {
      if (running === null) handleCrashes(() => running ?? daemon);
      running = daemon;
      if (asked !== null) void daemon.stop(asked);
    },
    isAskedToEnd: () => asked !== null || process.exitCode !== undefined,
  };
}

function handleCrashes(running: () => RunningDaemon): void {
  let crashed = false;
  const onCrash = (error: unknown) => {
    running().log.error({ err: error }, 'The daemon broke.');
    process.exitCode = 1;
    if (crashed) return;
    crashed = true;
    setTimeout(() => process.exit(1), CRASH_MS).unref();
    void running().stop('it broke');
  };
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);
}
