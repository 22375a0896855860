import { homedir } from 'node:os';
import { homePaths } from '@jackdaw/core/home';
import { takeEnvironment } from './config/index.ts';
import { createDaemonParts } from './daemon-parts.ts';
import { runDaemon } from './lifecycle/index.ts';

/** `daemon.mjs run`: the daemon of the home that the environment names. */
export function run({ auto }: { readonly auto: boolean }): Promise<void> {
  const env = takeEnvironment(process.env);
  const parts = createDaemonParts({ env });
  return runDaemon({ paths: homePaths({ env, homedir: homedir() }), env, auto, parts });
}
