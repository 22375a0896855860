import { daemonArguments, DAEMON_ENVIRONMENT, type HomePaths } from '@jackdaw/core/home';

/** What a service manager is to run. */
export interface ServiceProgram {
  /** Program and arguments; the program's path is absolute. */
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly paths: HomePaths;
}

/** What decides where a home lies. The key is not among them: it stays in its own file, or comes with whoever asks. */
const HOME_VARIABLES = ['JACKDAW_HOME', 'XDG_CONFIG_HOME', 'XDG_DATA_HOME', 'XDG_STATE_HOME'] as const;

/** `node` is the path of the Node to run on, `entry` that of `daemon.mjs`. */
export function serviceProgram(
  node: string,
  entry: string,
  env: Readonly<Record<string, string | undefined>>,
  paths: HomePaths,
): ServiceProgram {
  const home = HOME_VARIABLES.flatMap((name) => {
    const value = env[name];
    return value === undefined || value === '' ? [] : [[name, value] as const];
  });
  return {
    command: [node, ...daemonArguments(entry, { auto: false })],
    environment: { ...DAEMON_ENVIRONMENT, ...Object.fromEntries(home) },
    paths,
  };
}
