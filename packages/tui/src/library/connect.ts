import { homedir } from 'node:os';
import path from 'node:path';
import { homePaths } from '@jackdaw/core/home';
import { connectToDaemon } from '../connect/index.ts';
import { createJackdaw, type Jackdaw } from './jackdaw.ts';
import { createLink } from './link.ts';
import { daemonEntry, version } from './program.ts';

export interface ConnectSettings {
  /** What the ledger calls this program; `library` where it is not named. At most 100 characters. */
  readonly name?: string;
  /** A folder as `JACKDAW_HOME` names one; that variable or the XDG folders where it is not given. */
  readonly home?: string;
  /** Whether the daemon is started where none runs. By default it is, and leaves when nobody needs it. */
  readonly start?: boolean;
  /** Where key, server and home are looked up; `process.env` by default. */
  readonly env?: NodeJS.ProcessEnv;
  /** Ends the wait for the first connection: rejects with `signal.reason`. */
  readonly signal?: AbortSignal;
}

/**
 * Connects to the daemon of this home and starts it where none runs. Throws `daemon_unavailable`, `protocol_mismatch`,
 * `invalid_config` or `storage_failed`, each with what to do.
 */
export async function connect(settings: ConnectSettings = {}): Promise<Jackdaw> {
  const { name = 'library', home, start = true, signal } = settings;
  const given = settings.env ?? process.env;
  const env = home === undefined ? given : { ...given, JACKDAW_HOME: path.resolve(home) };
  const paths = homePaths({ env, homedir: homedir() });
  let first: AbortSignal | undefined = signal;
  const link = createLink(async () => {
    const { client } = await connectToDaemon({
      env,
      paths,
      version,
      name,
      homedir: homedir(),
      autoStart: start ? daemonEntry : null,
      ...(first === undefined ? {} : { signal: first }),
    });
    first = undefined;
    return client;
  });
  await link.client();
  return createJackdaw(link);
}
