import type { Upstream } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { ClientEnvironment } from '@jackdaw/core/protocol';
import type { Upstreams } from '../server/index.ts';

export interface UpstreamsOptions {
  readonly config: Pick<Config, 'baseUrl'>;
  /** The daemon's own environment. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Asked each time that the environment names no key: one may be entered while the daemon runs. */
  readonly storedKey: () => string | null;
  readonly startSimulator: () => Promise<RunningSimulator>;
}

export interface RunningSimulator {
  readonly url: string;
  close(): Promise<void>;
}

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
  config,
  env,
  storedKey,
  startSimulator,
}: UpstreamsOptions): Upstreams & { close(): Promise<void> } {
  let simulator: Promise<RunningSimulator> | null = null;

  function find(environment: ClientEnvironment = {}): Destination {
    const own = { apiKey: given(environment.apiKey), baseUrl: given(environment.baseUrl) };
    const namesPlace = own.apiKey !== null || own.baseUrl !== null;
    return {
      // A daemon that was started for a demo must not give demo answers to someone who came with a key.
      demo: environment.demo ?? (!namesPlace && env['JACKDAW_DEMO'] === '1'),
      apiKey: own.apiKey ?? given(env['ANTHROPIC_API_KEY']) ?? storedKey(),
      baseUrl: own.baseUrl ?? given(env['ANTHROPIC_BASE_URL']) ?? config.baseUrl,
    };
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
    async close() {
      await simulator?.then((running) => running.close()).catch(() => {});
    },
  };
}

function given(value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  return text === '' ? null : text;
}
