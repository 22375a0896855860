import { connectToDaemon } from '../../connect/index.ts';
import type { CliContext } from '../cli-context.ts';
import { homeOf } from '../home-of.ts';
import { printLines, type JsonOption } from '../output.ts';
import { findDaemon } from './find-daemon.ts';
import { printStatus, printStopped, showStatus } from './show-status.ts';
import { stopDaemon } from './stop-daemon.ts';

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
  const { env, version, homedir, daemonEntry } = context;
  const { client } = await connectToDaemon({
    env,
    version,
    homedir,
    paths: homeOf(context),
    autoStart: daemonEntry,
    stays: true,
  });
  try {
    await printStatus(context, options, await client.call('status', {}));
  } finally {
    client.close();
  }
  return 0;
}
