import { createSystemClock, type Clock } from '@jackdaw/core';
import {
  daemonParts,
  startDaemon,
  type DaemonParts,
  type RunningDaemon,
  type ServerLimits,
} from '@jackdaw/daemon';
import type { TestHome } from './test-home.ts';

export interface InProcessOptions {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly auto?: boolean;
  readonly limits?: Partial<ServerLimits>;
  readonly parts?: Partial<DaemonParts>;
  readonly clock?: Clock;
}

/** A whole daemon in this process, with a real database and real sockets. Stop it with `await using`. */
export async function startInProcess(
  home: TestHome,
  { env = {}, auto = false, limits = {}, parts = {}, clock = createSystemClock() }: InProcessOptions = {},
): Promise<RunningDaemon & AsyncDisposable> {
  const started = await startDaemon({
    paths: home.paths,
    env,
    auto,
    limits,
    parts: { ...daemonParts, ...parts },
    clock,
  });
  if (started.kind === 'taken') throw new Error('Another daemon has this home.');
  return Object.assign(started, { [Symbol.asyncDispose]: () => started.stop('the test is over') });
}
