import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createSystemClock } from '@jackdaw/core';
import { JackdawError, NO_USAGE, type ClientEnvironment, type Stats } from '@jackdaw/core/protocol';
import {
  createDaemonServer,
  createToken,
  SILENT_LOG,
  type DaemonServer,
  type Handlers,
  type ServerLimits,
} from '@jackdaw/daemon';
import { createScriptedTurns, type ScriptedTurns } from './scripted-turns.ts';

export interface Served extends AsyncDisposable {
  readonly server: DaemonServer;
  readonly socket: string;
  readonly token: string;
  readonly turns: ScriptedTurns;
  /** What callers said of themselves, in the order of their turns. */
  readonly environments: readonly (ClientEnvironment | undefined)[];
  readonly shutdowns: number;
  /** Changes the figures. */
  countTurn(): void;
  /** How many listen for changes of the figures. */
  readonly metricsListeners: number;
}

export interface ServeOptions {
  readonly limits?: Partial<ServerLimits>;
  readonly allowedOrigins?: readonly string[];
  readonly turns?: ScriptedTurns;
  readonly handlers?: Partial<Handlers>;
}

const refuse = async (): Promise<never> => {
  throw new JackdawError('not_found', 'There is nothing here.');
};

const noHandlers: Handlers = {
  'history.list': refuse,
  'history.get': refuse,
  'history.search': refuse,
  'history.export': refuse,
  'history.import': refuse,
  'history.fork': refuse,
  'history.choose': refuse,
  'history.system': refuse,
  'history.rename': refuse,
  'history.delete': refuse,
  'history.restore': refuse,
  'cache.stats': refuse,
  'cache.list': refuse,
  'cache.get': refuse,
  'cache.pin': refuse,
  'cache.neighbours': refuse,
  'cache.delete': refuse,
  'cache.clear': refuse,
  'cache.feedback': refuse,
  'metrics.get': refuse,
  'metrics.series': refuse,
  'ledger.summary': refuse,
  'ledger.export': refuse,
  'trace.list': refuse,
  'trace.get': refuse,
  'models.list': async () => ({ models: [] }),
};

/** The real server on real sockets, over turns that the test writes. */
export async function serve({
  limits = {},
  allowedOrigins = [],
  turns = createScriptedTurns(),
  handlers = {},
}: ServeOptions = {}): Promise<Served> {
  const folder = mkdtempSync(path.join(tmpdir(), 'jackdaw-socket-'));
  const socket = path.join(folder, 'daemon.sock');
  const token = createToken();
  const environments: (ClientEnvironment | undefined)[] = [];
  const metricsListeners = new Set<() => void>();
  let turnsCounted = 0;
  let shutdowns = 0;
  const server = await createDaemonServer({
    socketPath: socket,
    port: 0,
    token,
    allowedOrigins,
    // Turns that a test leaves open are not waited for.
    limits: { closeGraceMs: 50, ...limits },
    parts: {
      turns,
      relay: refuse,
      handlers: { ...noHandlers, ...handlers },
      metrics: {
        get: () => figures(turnsCounted),
        onChange(listener) {
          metricsListeners.add(listener);
          return () => metricsListeners.delete(listener);
        },
      },
      upstreams: {
        describe: (environment) => ({ demo: environment?.demo === true, credentials: false }),
        async resolve(environment) {
          environments.push(environment);
          return { apiKey: environment?.apiKey ?? null, baseUrl: null, simulated: false };
        },
      },
      status: refuse,
      shutdown: () => void (shutdowns += 1),
      version: '9.9.9',
      clock: createSystemClock(),
      log: SILENT_LOG,
    },
  });
  return {
    server,
    socket,
    token,
    turns,
    environments,
    get shutdowns() {
      return shutdowns;
    },
    countTurn() {
      turnsCounted += 1;
      for (const listener of metricsListeners) listener();
    },
    get metricsListeners() {
      return metricsListeners.size;
    },
    async [Symbol.asyncDispose]() {
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function figures(turns: number): Stats {
  const none = { p50: null, p95: null, p99: null };
  return {
    since: 0,
    turns,
    hits: { exact: 0, semantic: 0 },
    misses: turns,
    hitRate: 0,
    errors: 0,
    errorRate: 0,
    tokens: NO_USAGE,
    costUsd: 0,
    savedUsd: 0,
    latencyMs: none,
    ttftMs: none,
    upstream: { attempts: 0, retries: 0 },
    models: {},
  };
}
