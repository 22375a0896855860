import { JackdawError } from '@jackdaw/core/protocol';
import { connectToDaemon, waitForChange, type Connection } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { printLines, type JsonOption } from '../output.ts';
import { startService } from '../service/install-service.ts';
import { findDaemon } from './find-daemon.ts';
import { printStatus, printStopped, showStatus } from './show-status.ts';
import { stopDaemon } from './stop-daemon.ts';

const START_TIMEOUT_MS = 10_000;

export async function startCommand(context: CliContext, options: JsonOption): Promise<number> {
  const running = await findDaemon(context);
  if (running === null) return start(context, options);
  running.client.close();
  if (options.json !== true) await printLines(context, ['The daemon is running already.']);
  return showStatus(context, options);
}

export async function stopCommand(context: CliContext, options: JsonOption): Promise<number> {
  const stopped = await stopDaemon(context);
  return printStopped(context, options, stopped ? 'The daemon has stopped.' : 'The daemon is not running.');
}

export async function restartCommand(context: CliContext, options: JsonOption): Promise<number> {
  await stopDaemon(context);
  return start(context, options);
}

async function start(context: CliContext, options: JsonOption): Promise<number> {
  const { client } = startService(context) ? await waitForDaemon(context) : await startOwn(context);
  try {
    await printStatus(context, options, await client.call('status', {}));
  } finally {
    client.close();
  }
  return 0;
}

function startOwn(context: CliContext): Promise<Connection> {
  const { env, version, homedir, daemonEntry } = context;
  const paths = homeOf(context);
  return connectToDaemon({ env, version, homedir, paths, autoStart: daemonEntry, stays: true });
}

/** Until the one that the service manager starts answers. */
async function waitForDaemon(context: CliContext): Promise<Connection> {
  const { run } = homeOf(context);
  const deadline = performance.now() + START_TIMEOUT_MS;
  while (performance.now() < deadline) {
    const found = await findDaemon(context);
    if (found !== null) return found;
    await waitForChange(run, 100);
  }
  throw new JackdawError(
    'daemon_unavailable',
    `The service did not answer within ${START_TIMEOUT_MS / 1000} s of its start. See \`jackdaw daemon logs\`.`,
  );
}
