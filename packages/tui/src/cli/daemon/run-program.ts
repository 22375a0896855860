import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { daemonArguments, DAEMON_ENVIRONMENT } from '@jackdaw/core/home';
import { JackdawError } from '@jackdaw/core/protocol';
import { reasonOf } from '../../connect/reason-of.ts';
import type { CliContext } from '../cli-context.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
/** These reach every process of a terminal: the program has its own copy. */
const FROM_TERMINAL: readonly NodeJS.Signals[] = ['SIGINT', 'SIGHUP'];

export function runForeground(context: CliContext): Promise<number> {
  const env = { ...DAEMON_ENVIRONMENT, ...context.env };
  return runProgram({ ...context, env }, daemonArguments(context.daemonEntry, { auto: false }));
}

export function simulate(context: CliContext, args: readonly string[]): Promise<number> {
  return runProgram(context, [context.daemonEntry, 'simulate', ...args]);
}

/**
 * Runs Node with these arguments and this process's streams and signals. Resolves with its exit code, 128 + n where signal n
 * ended it.
 */
function runProgram({ env, cwd, stdin }: CliContext, args: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { env, cwd, stdio: 'inherit' });
    const forward = (signal: NodeJS.Signals) => {
      if (!(stdin.isTTY && FROM_TERMINAL.includes(signal))) child.kill(signal);
    };
    for (const name of SIGNALS) process.on(name, forward);
    const release = () => SIGNALS.forEach((name) => process.off(name, forward));
    child.once('error', (error) => {
      release();
      reject(
        new JackdawError('internal', `The daemon’s program could not be run: ${reasonOf(error)}`, {
          cause: error,
        }),
      );
    });
    child.once('exit', (code, signal) => {
      release();
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]);
    });
  });
}
