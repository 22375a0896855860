import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { JackdawError } from '@jackdaw/core/protocol';
import { makeHomeFolders } from '../../connect/prepare-home.ts';
import { reasonOf } from '../../connect/reason-of.ts';
import type { CliContext } from '../cli-context.ts';
import { stopDaemon } from '../daemon/stop-daemon.ts';
import { homeOf } from '../home-of.ts';
import { printLines } from '../output.ts';
import { write } from '../write.ts';
import { callManager, serviceManager, type ServiceManager } from './service-manager.ts';

export interface InstallOptions {
  /** Shows the file and changes nothing. */
  readonly print?: boolean;
}

/** Has the system run the daemon from now on. The one that runs is stopped for it. */
export async function installService(context: CliContext, { print }: InstallOptions): Promise<number> {
  const manager = managerOf(context);
  if (print === true) {
    await write(context.stdout, manager.text);
    return 0;
  }
  const { file, text, enable, hint, name } = manager;
  await makeHomeFolders(homeOf(context));
  put(file, text);
  try {
    await stopDaemon(context);
    for (const command of enable) callManager(command, context.env);
  } catch (error) {
    throw notEnabled(manager, error);
  }
  await printLines(context, [
    `${name} runs the daemon now, and from the next login on: ${file}`,
    ...(hint === null ? [] : [hint]),
  ]);
  return 0;
}

/** The daemon is stopped, too; the chat and `ask` start one again. */
export async function uninstallService(context: CliContext): Promise<number> {
  const { file, disable, name } = managerOf(context);
  if (!existsSync(file)) {
    await printLines(context, [`The daemon is not a service of ${name}: there is no ${file}.`]);
    return 0;
  }
  const [end = [], ...rest] = disable;
  try {
    callManager(end, context.env);
  } catch (error) {
    // A manager that does not run has nothing to end.
    context.stderr.write(`jackdaw: ${reasonOf(error)}\n`);
  }
  rmSync(file, { force: true });
  for (const command of rest) callManager(command, context.env);
  await printLines(context, [`${name} does not run the daemon any more; ${file} is gone.`]);
  return 0;
}

/** Has the service manager start the daemon; false where it is not its to run, or cannot be reached from here. */
export function startService(context: CliContext): boolean {
  if (process.platform !== 'linux' && process.platform !== 'darwin') return false;
  const { file, start, text } = managerOf(context);
  if (!isOurs(file, text)) return false;
  try {
    callManager(start, context.env);
    return true;
  } catch (error) {
    context.stderr.write(`jackdaw: ${reasonOf(error)}\njackdaw: the daemon is started without its service\n`);
    return false;
  }
}

function managerOf(context: CliContext): ServiceManager {
  return serviceManager(context, process.platform, process.getuid?.() ?? 0);
}

/** Whether the file is there and speaks of this home and this program. */
function isOurs(file: string, text: string): boolean {
  try {
    return readFileSync(file, 'utf8') === text;
  } catch {
    return false;
  }
}

function put(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text, { mode: 0o600 });
  } catch (error) {
    throw new JackdawError('storage_failed', `${file} cannot be written: ${reasonOf(error)}.`, {
      cause: error,
    });
  }
}

function notEnabled({ file, enable }: ServiceManager, error: unknown): JackdawError {
  const commands = enable.map((command) => `  ${command.join(' ')}`).join('\n');
  return new JackdawError(
    'daemon_unavailable',
    `${file} is written, but the service does not run: ${reasonOf(error)}\nIn a session of your own that has a service manager, run:\n${commands}`,
    { cause: error, retryable: false },
  );
}
