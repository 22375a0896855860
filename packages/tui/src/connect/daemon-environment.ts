import { DAEMON_ENVIRONMENT } from '@jackdaw/core/home';

/** Left by test runners and build machines: changes how a program behaves, and is not meant for one that stays. */
const NOISE =
  /^(CI|CONTINUOUS_INTEGRATION|INIT_CWD|NODE_ENV|NODE_CHANNEL_FD|NODE_UNIQUE_ID|GITHUB_ACTIONS|GITLAB_CI)$|^(npm_|VITEST|JEST_|GITHUB_)/;

/** The caller's environment as a daemon that outlives the caller should have it; what the caller has set wins. */
export function daemonEnvironment(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.fromEntries(Object.entries(env).filter(([name]) => !NOISE.test(name)));
  return { ...DAEMON_ENVIRONMENT, ...own };
}
