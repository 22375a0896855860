import { JackdawError } from '@jackdaw/core/protocol';
import { connectToDaemon, type Connection } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';

/** A connection to the daemon that runs; null where none does. Throws where one runs but cannot be spoken to. */
export async function findDaemon(context: CliContext): Promise<Connection | null> {
  const { env, version, homedir } = context;
  try {
    return await connectToDaemon({ env, version, homedir, paths: homeOf(context), autoStart: null });
  } catch (error) {
    if (error instanceof JackdawError && error.code === 'daemon_unavailable' && error.cause === undefined)
      return null;
    throw error;
  }
}
