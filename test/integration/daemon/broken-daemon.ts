// Run by crash.test.ts as a process: the whole daemon, with one part that breaks once it listens.
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { homePaths } from '@jackdaw/core/home';
import { daemonParts, runDaemon } from '@jackdaw/daemon';

const { env } = process;
const paths = homePaths({ env, homedir: homedir() });
const timer = setInterval(() => {
  if (!existsSync(path.join(paths.run, 'daemon.json'))) return;
  clearInterval(timer);
  if (env['BREAK'] === 'rejection') void Promise.reject(new Error('a part broke'));
  else throw new Error('a part broke');
}, 10);
await runDaemon({ paths, env, auto: false, parts: daemonParts });
