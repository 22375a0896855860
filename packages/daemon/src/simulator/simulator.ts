import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdminServer } from './admin-server.ts';
import { plainText } from './default-answer.ts';
import { createJournal, type JournalEntry, type JournalFilter } from './journal.ts';
import { createLedger, type LedgerReport } from './ledger.ts';
import { createPromptCache } from './prompt-cache.ts';
import { createRateLimiter, type RateLimiter } from './rate-limits.ts';
import type { Limits, ScriptItem, Step } from './scenario.ts';
import { createMessagesServer } from './server.ts';
import { createSimulatorClock, type SimulatorClock } from './simulator-clock.ts';
import { createStepSource, digest } from './step-source.ts';

export interface SimulatorOptions {
  /** Port of the Messages API on 127.0.0.1. Default: 0, any free one. */
  readonly port?: number;
  /** Port of the control over HTTP; `false` for none. Default: 0, any free one. */
  readonly adminPort?: number | false;
  /** Makes ids, timings and chunk sizes repeatable. Default: 1. */
  readonly seed?: string | number;
  /** Refuses what upstream refuses: no key, no version, wrong or unknown fields, unknown models. Default: not in the demo. */
  readonly strict?: boolean;
  /** Answers for people, at a natural pace; magic words in a prompt choose scenarios. Default: false. */
  readonly demo?: boolean;
  /** The keys that are accepted. Default: any that is not empty. */
  readonly apiKeys?: readonly string[];
  readonly clock?: SimulatorClock;
  /** Token buckets for each key and model; `false` for none and no headers. Default: too high to be noticed. */
  readonly limits?: Limits | false;
  /** Parts that every step has unless it says otherwise, such as a timing. */
  readonly defaultStep?: Step;
  /** Longest request body in bytes; a longer one is a 413. Default: 32 MiB. */
  readonly maxBodyBytes?: number;
}

/** What can be asked of a running simulator, in process or over the admin port. */
export interface SimulatorControl {
  /** The base URL for clients, without a trailing slash. */
  readonly url: string;
  readonly clock: SimulatorClock;
  /**
   * Sets the queue of a key, or with `'*'` of every key that has none of its own. Each `POST /v1/messages` with a
   * valid key takes one step; a queue without steps left answers 500 with code `simulator_script_exhausted`.
   * Throws an `Error` for an unknown scenario.
   */
  readonly script: (apiKey: string, items: readonly ScriptItem[]) => void;
  /** All requests so far, oldest first, as copies. */
  readonly journal: (filter?: JournalFilter) => readonly JournalEntry[];
  /** What was billed so far, by the rule in `ledger.ts`. */
  readonly ledger: () => LedgerReport;
  /** Forgets scripts, journal, ledger, prompt cache and buckets, and starts the ids anew. */
  readonly reset: () => void;
  /** Closes the port and every connection: clients see ECONNREFUSED until `accept`. */
  readonly refuse: () => Promise<void>;
  /** Listens again on the same port. */
  readonly accept: () => Promise<void>;
}

export interface Simulator extends SimulatorControl {
  /** The URL of the admin port, or `null` without one. */
  readonly adminUrl: string | null;
  /** Cuts every connection and closes both ports. */
  readonly close: () => Promise<void>;
}

const unnoticed: Limits = {
  requestsPerMinute: 1_000_000,
  inputTokensPerMinute: 1_000_000_000,
  outputTokensPerMinute: 1_000_000_000,
};

/** Starts a simulator of the Messages API on 127.0.0.1. Rejects when a port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, demo = false, limits = unnoticed } = options;
  const clock = options.clock ?? createSimulatorClock();
  const journal = createJournal();
  const ledger = createLedger();
  const steps = createStepSource();
  const promptCache = createPromptCache(clock.now);
  const limiters = new Map<string, RateLimiter>();
  const ownLimits = new Map<string, Limits>();
  const attempts = new Map<string, number>();
  let requests = 0;

  const server = createMessagesServer({
    clock,
    seed,
    journal,
    ledger,
    steps,
    promptCache,
    strict: options.strict ?? !demo,
    apiKeys: options.apiKeys,
    maxBodyBytes: options.maxBodyBytes ?? 32 * 1024 * 1024,
    defaultStep: options.defaultStep ?? {},
    writeText: plainText,
    magicScenario: undefined,
    nextNumber: () => (requests += 1),
    countAttempt: (apiKey, messages) => {
      const key = `${apiKey ?? ''}/${digest(messages)}`;
      const attempt = (attempts.get(key) ?? 0) + 1;
      attempts.set(key, attempt);
      return attempt;
    },
    limiterFor: (apiKey = '', model, own) => {
      if (own !== undefined) ownLimits.set(apiKey, own);
      const current = ownLimits.get(apiKey) ?? limits;
      if (current === false) return undefined;
      const key = JSON.stringify([apiKey, model, current]);
      const limiter = limiters.get(key) ?? createRateLimiter(current, clock.now);
      limiters.set(key, limiter);
      return limiter;
    },
  });

  const port = await listen(server, options.port ?? 0);
  const control: SimulatorControl = {
    url: `http://127.0.0.1:${port}`,
    clock,
    script: steps.script,
    journal: journal.entries,
    ledger: ledger.report,
    reset: () => {
      for (const part of [journal, ledger, promptCache, limiters, ownLimits, attempts]) part.clear();
      steps.reset();
      requests = 0;
    },
    refuse: async () => closeServer(server),
    accept: async () => {
      if (!server.listening) await listen(server, port);
    },
  };
  const admin = options.adminPort === false ? undefined : createAdminServer(control);
  try {
    const adminPort = admin === undefined ? undefined : await listen(admin, options.adminPort || 0);
    return {
      ...control,
      adminUrl: adminPort === undefined ? null : `http://127.0.0.1:${adminPort}`,
      close: async () => {
        await Promise.all([closeServer(server), admin === undefined ? undefined : closeServer(admin)]);
      },
    };
  } catch (error) {
    await closeServer(server);
    throw error;
  }
}

/** Listens on the loopback address only, and returns the port. */
async function listen(server: Server, port: number): Promise<number> {
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The simulator has no port.');
  return address.port;
}

async function closeServer(server: Server): Promise<void> {
  if (!server.listening) return;
  const closed = once(server, 'close');
  server.close();
  server.closeAllConnections();
  await closed;
}
