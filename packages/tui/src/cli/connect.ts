import type { JackdawClient } from '@jackdaw/core/client';
import { connectToDaemon, type Connection } from '../connect/index.ts';
import type { CliContext } from './cli-context.ts';
import { homeOf } from './home-of.ts';

/** A connection to the daemon, started where none runs; a difference of versions is noted on stderr. */
export async function connect(context: CliContext, signal?: AbortSignal): Promise<Connection> {
  const connection = await connectQuietly(context, signal);
  const { note } = connection.session;
  if (note !== null) context.stderr.write(`jackdaw: ${note}\n`);
  return connection;
}

/** The same without the note: for a screen that belongs to the chat. */
export function connectQuietly(
  context: CliContext,
  signal?: AbortSignal,
  onStarting?: () => void,
): Promise<Connection> {
  return connectToDaemon({
    env: context.env,
    paths: homeOf(context),
    version: context.version,
    homedir: context.homedir,
    autoStart: context.daemonEntry,
    ...(signal === undefined ? {} : { signal }),
    ...(onStarting === undefined ? {} : { onStarting }),
  });
}

/** Runs `work` on a connection and closes it. */
export async function withClient<Result>(
  context: CliContext,
  work: (client: JackdawClient) => Promise<Result>,
): Promise<Result> {
  const { client } = await connect(context);
  try {
    return await work(client);
  } finally {
    client.close();
  }
}
