/** Where everything of one home lies. All absolute. */
export interface HomePaths {
  /** `config.json`, JSON with comments; written by people and by `jackdaw config set`. */
  readonly configFile: string;
  /** The key that was entered in the chat; mode 0600. */
  readonly credentialsFile: string;
  /** The database's folder. */
  readonly data: string;
  /** Socket and `daemon.json`; mode 0700. */
  readonly run: string;
  readonly logs: string;
  /** The chat's own files: drafts and the like. */
  readonly state: string;
}

export interface HomeEnvironment {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly homedir: string;
}

/**
 * `JACKDAW_HOME` holds all under one folder; else the XDG base directories (with their defaults), on every system.
 * The run folder is not `XDG_RUNTIME_DIR`: that one differs between a login and a cron job, and there is one daemon a home.
 */
export function homePaths({ env, homedir }: HomeEnvironment): HomePaths {
  const home = env['JACKDAW_HOME'];
  if (home !== undefined && home !== '') {
    const root = home.startsWith('/') || /^[A-Za-z]:/.test(home) ? home : `${env['PWD'] ?? '.'}/${home}`;
    return layOut(root, root, root);
  }
  const base = (name: string, fallback: string) => {
    const value = env[name];
    // The specification: a relative path in one of these is invalid and to be ignored.
    return `${value !== undefined && value.startsWith('/') ? value : `${homedir}/${fallback}`}/jackdaw`;
  };
  return layOut(
    base('XDG_CONFIG_HOME', '.config'),
    base('XDG_DATA_HOME', '.local/share'),
    base('XDG_STATE_HOME', '.local/state'),
  );
}

function layOut(config: string, data: string, state: string): HomePaths {
  return {
    configFile: `${config}/config.json`,
    credentialsFile: `${config}/credentials.json`,
    data: `${data}/data`,
    run: `${state}/run`,
    logs: `${state}/logs`,
    state: `${state}/state`,
  };
}
