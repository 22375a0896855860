import { fork, type ChildProcess } from 'node:child_process';
import { spawnDaemon, untilListening } from '../../support/daemon-process.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';
import type { DaemonFile } from '@jackdaw/core/protocol';

/** Where a helper listens. */
export interface Ready {
  readonly address: string;
}

/** A helper script of the benchmarks as a process of its own; it sends one message when it is ready. */
export async function startHelper(
  script: URL,
  args: readonly string[],
): Promise<Disposable & { readonly ready: Ready }> {
  const child: ChildProcess = fork(script, [...args], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const ready = await new Promise<Ready>((resolve, reject) => {
    child.once('message', (message: Ready) => resolve(message));
    child.once('exit', (code) => reject(new Error(`${script.pathname} ended with ${code}`)));
  });
  return { ready, [Symbol.dispose]: () => void child.kill() };
}

export interface BenchDaemon extends AsyncDisposable {
  readonly home: TestHome;
  readonly file: DaemonFile;
}

/** The daemon as users run it, in a home of its own, talking to `baseUrl`. */
export async function startBenchDaemon(
  baseUrl: string,
  config: object = {},
  env: NodeJS.ProcessEnv = {},
): Promise<BenchDaemon> {
  const home = makeHome({ ...UNLIMITED, ...config });
  const daemon = spawnDaemon(home, {
    env: { ANTHROPIC_API_KEY: 'bench', ANTHROPIC_BASE_URL: baseUrl, ...env },
  });
  const file = await untilListening(home, daemon);
  return {
    home,
    file,
    async [Symbol.asyncDispose]() {
      await daemon[Symbol.asyncDispose]();
      home[Symbol.dispose]();
    },
  };
}

const UNLIMITED = { limits: { requestsPerSecond: 100_000, burst: 100_000 } };
