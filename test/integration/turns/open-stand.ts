import type { JackdawClient } from '@jackdaw/core/client';
import type { ClientEnvironment, DaemonFile } from '@jackdaw/core/protocol';
import type { RunningDaemon } from '@jackdaw/daemon';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../../packages/daemon/src/simulator/index.ts';
import { connectClient } from '../../support/connect.ts';
import { spawnDaemon, untilListening, type DaemonProcess } from '../../support/daemon-process.ts';
import { startInProcess, type InProcessOptions } from '../../support/start-daemon.ts';
import { makeHome, type TestHome } from '../../support/test-home.ts';

/** The key that daemons of a stand call the simulator with, unless a client brings its own. */
export const KEY = 'sk-ant-test-stand-key';

/** A simulator and a home, on which daemons come and go. All of it goes with `await using`. */
export interface Stand extends AsyncDisposable {
  readonly home: TestHome;
  readonly simulator: Simulator;
  start(options?: InProcessOptions): Promise<RunningDaemon & AsyncDisposable>;
  /** A daemon as a process of its own, that can be killed. */
  spawn(): Promise<DaemonProcess & { readonly file: DaemonFile }>;
  /** With an environment of its own, a client calls with `KEY` unless that names another. */
  connect(
    daemon: { readonly file: Pick<DaemonFile, 'socket'> },
    environment?: ClientEnvironment,
  ): Promise<JackdawClient>;
  /** How many questions reached the upstream. */
  calls(): number;
}

export interface StandOptions {
  readonly config?: object;
  readonly simulator?: SimulatorOptions;
  /** Path prefix that chooses a scenario for all calls, e.g. `/s/529`. */
  readonly scenario?: string;
}

const QUICK = { base: '1ms', cap: '5ms' };

export async function openStand({
  config = {},
  simulator: wishes,
  scenario = '',
}: StandOptions = {}): Promise<Stand> {
  const simulator = await startSimulator({ adminPort: false, ...wishes });
  const home = makeHome({ retry: QUICK, ...config });
  const env = { ANTHROPIC_API_KEY: KEY, ANTHROPIC_BASE_URL: simulator.url + scenario };
  const clients: JackdawClient[] = [];
  return {
    home,
    simulator,
    start: (options = {}) => startInProcess(home, { env, ...options }),
    async spawn() {
      const daemon = spawnDaemon(home, { env });
      return Object.assign(daemon, { file: await untilListening(home, daemon) });
    },
    async connect({ file }, environment) {
      const client = await connectClient(file);
      clients.push(client);
      if (environment !== undefined) {
        await client.call('hello', { protocol: 1, environment: { apiKey: KEY, ...environment } });
      }
      return client;
    },
    calls: () => simulator.journal({ path: '/v1/messages' }).length,
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await simulator.close();
      home[Symbol.dispose]();
    },
  };
}
