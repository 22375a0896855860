import type { Upstream } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { ClientEnvironment } from '@jackdaw/core/protocol';
import type { Upstreams } from '../server/index.ts';

export interface UpstreamsOptions {
  /** Asked each time: another server may be chosen while the daemon runs. */
  readonly serverSettings: () => Pick<Config, 'baseUrl'>;
  /** The daemon's own environment; of no account to callers who bring theirs. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Started by a client, not by a person: then its environment is only what that client's happened to be. */
  readonly auto: boolean;
  /** Asked each time that the environment names no key: one may be entered while the daemon runs. */
  readonly storedKey: () => string | null;
  readonly startSimulator: () => Promise<RunningSimulator>;
  /** Where this daemon itself listens, and its token; null before it does. Default: never. */
  readonly self?: () => { readonly url: string; readonly token: string } | null;
}

export interface RunningSimulator {
  readonly url: string;
  close(): Promise<void>;
}

export interface OwnUpstreams extends Upstreams {
  /** Where questions of the daemon's own environment go; null in the demo, and where there are no credentials. */
  own(): Promise<Upstream | null>;
  close(): Promise<void>;
}

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/** What was found, field by field: what the caller said, the daemon's environment, files. */
interface Destination {
  readonly demo: boolean;
  readonly apiKey: string | null;
  readonly baseUrl: string | null;
}

/**
 * Finds for each caller where its turns go. The simulator of the demo is started when a turn first needs it.
 * `close` ends it.
 */
export function createUpstreams({
  serverSettings,
  env,
  auto,
  storedKey,
  startSimulator,
  self = () => null,
}: UpstreamsOptions): OwnUpstreams {
  let simulator: Promise<RunningSimulator> | null = null;

  const ownEnvironment: ClientEnvironment = {
    demo: env['JACKDAW_DEMO'] === '1',
    apiKey: env['ANTHROPIC_API_KEY'],
    baseUrl: env['ANTHROPIC_BASE_URL'],
  };

  /**
   * One environment decides, whole: a key of one terminal must not go to the server of another, nor a demo that
   * somebody started yesterday answer today. A caller that says nothing at all (no `hello`, a person's daemon) means
   * the daemon's.
   */
  function environmentOf(environment: ClientEnvironment | undefined): ClientEnvironment {
    if (environment === undefined) return withoutSelf(ownEnvironment);
    const asked = withoutSelf(environment);
    const saysSomething =
      asked.demo !== undefined || given(asked.apiKey) !== null || given(asked.baseUrl) !== null;
    return saysSomething || auto ? asked : withoutSelf(ownEnvironment);
  }

  function find(environment: ClientEnvironment | undefined): Destination {
    const { demo = false, apiKey, baseUrl } = environmentOf(environment);
    return {
      demo,
      apiKey: given(apiKey) ?? storedKey(),
      baseUrl: given(baseUrl) ?? serverSettings().baseUrl,
    };
  }

  /** What a shell is told for its tools (`jackdaw daemon env`) is not for us: the daemon would call itself. */
  function withoutSelf(environment: ClientEnvironment): ClientEnvironment {
    const own = self();
    if (own === null) return environment;
    const { demo, apiKey, baseUrl } = environment;
    const [hasOwnKey, hasOwnUrl] = [apiKey === own.token, leadsTo(own.url, baseUrl)];
    if (!hasOwnKey && !hasOwnUrl) return environment;
    return { demo, apiKey: hasOwnKey ? undefined : apiKey, baseUrl: hasOwnUrl ? undefined : baseUrl };
  }

  async function demo(): Promise<Upstream> {
    simulator ??= startSimulator().catch((error: unknown) => {
      simulator = null;
      throw error;
    });
    return { apiKey: 'demo', baseUrl: (await simulator).url, simulated: true };
  }

  return {
    describe(environment) {
      const { demo, apiKey, baseUrl } = find(environment);
      return { demo, credentials: demo || apiKey !== null || baseUrl !== null };
    },
    async resolve(environment) {
      const found = find(environment);
      if (found.demo) return demo();
      return { apiKey: found.apiKey, baseUrl: found.baseUrl, simulated: false };
    },
    async own() {
      const { demo, apiKey, baseUrl } = find(undefined);
      return demo || (apiKey === null && baseUrl === null) ? null : { apiKey, baseUrl, simulated: false };
    },
    async close() {
      await simulator?.then((running) => running.close()).catch(() => {});
    },
  };
}

function given(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}

/** The last answer of `leadsTo`: nearly always the same is asked again. */
let latest = { server: '', address: '', leads: false };

/** Whether an address is another way to write that of a server on this machine. */
function leadsTo(server: string, address = ''): boolean {
  if (latest.server !== server || latest.address !== address) {
    const url = URL.parse(address.trim());
    const leads = url !== null && LOOPBACK.test(url.hostname) && url.port === new URL(server).port;
    latest = { server, address, leads };
  }
  return latest.leads;
}
