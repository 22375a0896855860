import { createClient, type JackdawClient } from '@jackdaw/core/client';
import {
  JackdawError,
  PROTOCOL_VERSION,
  type ClientEnvironment,
  type ResultOf,
} from '@jackdaw/core/protocol';
import { openSocket } from './ws-message-socket.ts';

/** What is known of a daemon before it has been spoken to. */
export interface KnownDaemon {
  readonly socket: string;
  readonly version: string;
  readonly protocol: number;
  /** Absent where its file could not be written: the socket asks for none. */
  readonly token?: string;
  readonly pid?: number;
}

/** What the daemon said of itself, and what the person should know of it. */
export interface Session extends ResultOf<'hello'> {
  /** One line where the daemon is of another version than this program. */
  readonly note: string | null;
}

export interface Connection {
  readonly client: JackdawClient;
  readonly session: Session;
}

export interface Greeting {
  /** Who calls, for the ledger. */
  readonly name: string;
  readonly version: string;
  readonly environment: ClientEnvironment;
  readonly timeoutMs: number;
}

/** One try to reach this daemon. Rejects where it does not listen or does not answer in time. */
export async function sayHello(daemon: KnownDaemon, greeting: Greeting): Promise<Connection> {
  if (daemon.protocol !== PROTOCOL_VERSION) throw otherProtocol(daemon, greeting.version);
  const client = createClient(await openSocket(daemon.socket, greeting.timeoutMs));
  try {
    const params = {
      protocol: PROTOCOL_VERSION,
      ...(daemon.token === undefined ? {} : { token: daemon.token }),
      client: { name: greeting.name, version: greeting.version },
      environment: greeting.environment,
    };
    const hello = await client.call('hello', params, AbortSignal.timeout(greeting.timeoutMs));
    return { client, session: { ...hello, note: skewNote(hello.version, greeting.version) } };
  } catch (error) {
    client.close();
    if (error instanceof JackdawError && error.code === 'protocol_mismatch') {
      throw otherProtocol(daemon, greeting.version);
    }
    throw error;
  }
}

/** What to say where the daemon's version is not this program's; null where it is. */
export function skewNote(daemon: string, own: string): string | null {
  return daemon === own ? null : `the daemon is ${daemon}, this is ${own}: \`jackdaw daemon restart\``;
}

function otherProtocol(daemon: KnownDaemon, own: string): JackdawError {
  return new JackdawError(
    'protocol_mismatch',
    `The daemon that runs (${daemon.version}, protocol ${daemon.protocol}) and this jackdaw (${own}, protocol ${PROTOCOL_VERSION}) do not understand each other. Run \`jackdaw daemon restart\`.`,
  );
}
