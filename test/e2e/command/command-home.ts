import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { startSimulator, type Simulator } from '@jackdaw/daemon/simulator';
import { isRunning } from '../../../packages/tui/src/connect/is-running.ts';
import { poll } from '../../support/poll.ts';
import { endTour } from '../../support/end-tour.ts';
import { COMPILE_CACHE } from '../../support/daemon-process.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';

const program = fileURLToPath(new URL('../../../packages/tui/dist/jackdaw.mjs', import.meta.url));

export interface Ended {
  /** Exit code, or the signal that ended it. */
  readonly code: number | NodeJS.Signals;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  readonly env?: NodeJS.ProcessEnv;
  /** What comes on stdin; without it stdin is empty. */
  readonly input?: string;
  /** Leaves stdin open, as programs do that start others and forget it. */
  readonly leaveOpen?: boolean;
  readonly cwd?: string;
}

/** Of whatever shape the test expects. */
type Parsed = ReturnType<typeof JSON.parse>;

export interface Running {
  readonly child: ChildProcess;
  readonly stdout: () => string;
  readonly stderr: () => string;
  readonly ended: Promise<Ended>;
}

/** A home with a simulator in the place of the service; the command runs in it as a user's shell would run it. */
export interface CommandHome extends AsyncDisposable {
  readonly home: TestHome;
  readonly simulator: Simulator;
  /** The environment of a user who has a key. */
  readonly env: NodeJS.ProcessEnv;
  run(args: readonly string[], options?: RunOptions): Promise<Ended>;
  /** Runs and reads its output as JSON. */
  json(args: readonly string[], options?: RunOptions): Promise<Parsed>;
  start(args: readonly string[], options?: RunOptions): Running;
}

/** Quick retries; everything else as users have it. */
const CONFIG = { retry: { maxAttempts: 2, base: '1ms', cap: '5ms' } };

export async function makeCommandHome(config: object = CONFIG): Promise<CommandHome> {
  const home = makeHome(config);
  endTour(home.paths);
  const simulator = await startSimulator({ adminPort: false });
  const env = {
    PATH: process.env['PATH'],
    HOME: home.folder,
    JACKDAW_HOME: home.folder,
    ANTHROPIC_API_KEY: 'test-key',
    ANTHROPIC_BASE_URL: simulator.url,
  };
  const start = (args: readonly string[], options: RunOptions = {}) =>
    startCommand(args, { env, cwd: home.folder, ...options });
  const run = (args: readonly string[], options?: RunOptions) => start(args, options).ended;
  return {
    home,
    simulator,
    env,
    start,
    run,
    async json(args, options) {
      const { stdout, stderr } = await run(args, options);
      try {
        return JSON.parse(stdout);
      } catch (cause) {
        throw new Error(`not JSON: ${stdout}\n${stderr}`, { cause });
      }
    },
    async [Symbol.asyncDispose]() {
      await stopDaemonOf(home);
      await simulator.close();
      home[Symbol.dispose]();
    },
  };
}

/** Ends the daemon that a command started, with the process id that it wrote down itself. */
async function stopDaemonOf(home: TestHome): Promise<void> {
  const pid = home.daemonFile()?.pid;
  if (pid === undefined) return;
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    return;
  }
  await poll('the daemon’s end', () => !isRunning(pid));
}

export function startCommand(
  args: readonly string[],
  { env, input, leaveOpen = false, cwd }: RunOptions = {},
): Running {
  const child = spawn(process.execPath, [program, ...args], {
    env: env && { ...COMPILE_CACHE, ...env },
    cwd,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
  // A command that does not read its input may be gone before all of it is written.
  child.stdin.on('error', () => {});
  if (!leaveOpen) child.stdin.end(input ?? '');
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code, signal) => resolve({ code: code ?? signal ?? -1, stdout, stderr }));
  });
  return { child, stdout: () => stdout, stderr: () => stderr, ended };
}

export function fileIn(home: TestHome, name: string): string {
  return path.join(home.folder, name);
}
