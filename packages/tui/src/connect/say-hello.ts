import { createClient, type JackdawClient } from '@jackdaw/core/client';
import {
  JackdawError,
  PROTOCOL_VERSION,
  type ClientEnvironment,
  type DaemonFile,
  type ResultOf,
} from '@jackdaw/core/protocol';
import { openSocket } from './ws-message-socket.ts';

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
  readonly version: string;
  readonly environment: ClientEnvironment;
  readonly timeoutMs: number;
}

/** One try to reach the daemon that wrote this file. Rejects where it does not listen or does not answer in time. */
export async function sayHello(daemon: DaemonFile, greeting: Greeting): Promise<Connection> {
  if (daemon.protocol !== PROTOCOL_VERSION) throw otherProtocol(daemon, greeting.version);
  const client = createClient(await openSocket(daemon.socket, greeting.timeoutMs));
  try {
    const params = {
      protocol: PROTOCOL_VERSION,
      token: daemon.token,
      client: { name: 'jackdaw', version: greeting.version },
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

function otherProtocol(daemon: DaemonFile, own: string): JackdawError {
  return new JackdawError(
    'protocol_mismatch',
    `The daemon that runs (${daemon.version}, protocol ${daemon.protocol}) and this jackdaw (${own}, protocol ${PROTOCOL_VERSION}) do not understand each other. Run \`jackdaw daemon restart\`.`,
  );
}
