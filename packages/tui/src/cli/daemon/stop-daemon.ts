import { JackdawError } from '@jackdaw/core/protocol';
import { isRunning, readDaemonFile, waitForChange } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { findDaemon } from './find-daemon.ts';

/** Running turns are cancelled and recorded before the daemon goes. */
const STOP_TIMEOUT_MS = 20_000;

/**
 * Stops the daemon and waits until its process is gone; false where none ran. One that does not understand or does
 * not answer this program is sent SIGTERM: that it listens shows that the process is the daemon. Throws
 * `daemon_unavailable` where it does not go.
 */
export async function stopDaemon(context: CliContext): Promise<boolean> {
  const paths = homeOf(context);
  const announced = await readDaemonFile(paths);
  const pid = await askToStop(context, announced?.pid);
  if (pid === null) return false;
  const deadline = performance.now() + STOP_TIMEOUT_MS;
  while (isRunning(pid)) {
    if (performance.now() > deadline) {
      throw new JackdawError(
        'daemon_unavailable',
        `The daemon (pid ${pid}) did not stop within ${STOP_TIMEOUT_MS / 1000} s. End it with \`kill -9 ${pid}\`.`,
      );
    }
    await waitForChange(paths.run, 20);
  }
  return true;
}

/**
 * The process that was asked; null where nobody listens, whatever the file says. One without a file, or with one that
 * nobody can read, is found by its socket.
 */
async function askToStop(context: CliContext, announcedPid: number | undefined): Promise<number | null> {
  try {
    const found = await findDaemon(context);
    if (found === null) return null;
    await found.client.call('shutdown', {}, AbortSignal.timeout(5_000)).catch((error: unknown) => {
      // The answer may be lost with the connection.
      if (!(error instanceof JackdawError && error.code === 'daemon_unavailable')) throw error;
    });
    found.client.close();
    return found.session.pid;
  } catch (error) {
    if (announcedPid === undefined) throw error;
    process.kill(announcedPid, 'SIGTERM');
    return announcedPid;
  }
}
