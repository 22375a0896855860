import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { isatty } from 'node:tty';
import { SetupError } from './notes.mjs';

/** Signals that a terminal sends to everyone in it: the child has such a one already. */
const terminalSignals = new Set(['SIGINT', 'SIGHUP']);
/** How long a child in the same terminal has to act on its own copy before it is sent ours. */
const graceMs = 2_000;

/**
 * Runs a child in the foreground: it has our standard streams and gets our signals. Resolves with its exit code,
 * 128 + n where signal n ended it. Rejects with SetupError where it cannot be started.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env: NodeJS.ProcessEnv }} options
 * @returns {Promise<number>}
 */
export function launch(command, args, options) {
  // Not process.stdin: to touch it would change how the child reads the same stream.
  const inTerminal = isatty(0) || isatty(2);
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: 'inherit' });
    for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
      process.on(signal, () => {
        const delayMs = inTerminal && terminalSignals.has(signal) ? graceMs : 0;
        setTimeout(() => child.kill(signal), delayMs).unref();
      });
    }
    child.on('error', (error) => reject(new SetupError(`cannot run ${command}: ${error.message}`)));
    child.on('exit', (code, signal) =>
      resolve(signal === null ? (code ?? 1) : 128 + constants.signals[signal]),
    );
  });
}
