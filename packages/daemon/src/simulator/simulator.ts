import { once } from 'node:events';
import type { Server } from 'node:http';
import { createAdminServer } from './admin-server.ts';
import { plainText } from './default-answer.ts';
import { demoText } from './demo/demo-text.ts';
import { dressForDemo, findMagicPrompt } from './demo/magic-prompts.ts';
import { createJournal } from './journal.ts';
import { createLedger } from './ledger.ts';
import { createPromptCache } from './prompt-cache.ts';
import { createRateLimiter, type RateLimiter } from './rate-limits.ts';
import type { Limits, Timing } from './scenario.ts';
import { createMessagesServer } from './server.ts';
import { createSimulatorClock } from './simulator-clock.ts';
import type { Simulator, SimulatorControl, SimulatorOptions } from './simulator-control.ts';
import { createStepSource, digest } from './step-source.ts';

const unnoticed: Limits = {
  requestsPerMinute: 1_000_000,
  inputTokensPerMinute: 1_000_000_000,
  outputTokensPerMinute: 1_000_000_000,
};

/** Limits of the size that a small account has, so that the panels have something to show. */
const demoLimits: Limits = {
  requestsPerMinute: 1000,
  inputTokensPerMinute: 450_000,
  outputTokensPerMinute: 90_000,
};

/** About 90 tokens a second, as uneven as a model's. */
const demoTiming: Timing = {
  toHeadersMs: 120,
  toFirstTokenMs: 180,
  betweenTokensMs: { medianMs: 11, sigma: 0.5 },
};

/** Starts a simulator of the Messages API on 127.0.0.1. Rejects when a port is taken. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { seed = 1, demo = false, limits = demo ? demoLimits : unnoticed } = options;
  const clock = options.clock ?? createSimulatorClock();
  // A demo may run for days, and nobody reads its journal.
  const journal = createJournal(demo ? 100 : 10_000);
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
    defaultStep: { ...(demo ? { timing: demoTiming } : {}), ...options.defaultStep },
    writeText: demo ? demoText : plainText,
    magic: demo
      ? { scenarioFor: (request) => findMagicPrompt(request)?.scenario, dress: dressForDemo }
      : undefined,
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
