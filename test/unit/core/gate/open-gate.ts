import {
  createGate,
  JackdawError,
  NO_USAGE,
  type ChatEvent,
  type ErrorCode,
  type GateOptions,
  type ModelCall,
  type Pass,
} from '@jackdaw/core';
import { createFakeClock } from '../../../support/fake-clock.ts';

export type WaitEvent = Extract<ChatEvent, { type: 'upstream-wait' }>;

export const CALL: ModelCall = {
  model: 'claude-sonnet-5-5',
  messages: [{ role: 'user', content: 'Hello' }],
  system: null,
  maxTokens: 100,
  schema: null,
  tools: [],
  toolChoice: null,
  thinking: null,
  betas: [],
  promptCaching: false,
  upstream: { apiKey: 'key', baseUrl: null, simulated: false },
};

export interface Comer {
  readonly waits: WaitEvent[];
  /** What it came to: a pass, or what was thrown. */
  readonly outcome: Promise<Pass | { readonly thrown: unknown }>;
  /** Null until it is let in. */
  pass: Pass | null;
  thrown: unknown;
  abort(reason?: unknown): void;
}

export interface Coming {
  readonly model?: string;
  readonly apiKey?: string;
  readonly priority?: 'person' | 'script';
  readonly contextTokens?: number;
  readonly maxTokens?: number;
  readonly again?: boolean;
}

/** A gate on a clock of the test's. */
export function openGate(options: Partial<GateOptions> = {}) {
  const clock = createFakeClock();
  const gate = createGate({
    clock,
    random: () => 0,
    maxConcurrent: 100,
    maxQueue: 100,
    maxRetryAfterMs: 60_000,
    ...options,
  });

  function come(coming: Coming = {}): Comer {
    const { priority = 'script', contextTokens = 10, again = false } = coming;
    const { model = CALL.model, apiKey = 'key', maxTokens = CALL.maxTokens } = coming;
    const call = { ...CALL, model, maxTokens, upstream: { ...CALL.upstream, apiKey } };
    const controller = new AbortController();
    const comer: Omit<Comer, 'outcome'> = {
      waits: [],
      pass: null,
      thrown: null,
      abort: (reason = new Error('gone')) => controller.abort(reason),
    };
    const gated = { call, contextTokens, priority, again };
    const enter = async (): Promise<Pass> => {
      const pass = await gate.enter(gated, controller.signal, (event) => {
        if (event.type === 'upstream-wait') comer.waits.push(event);
      });
      return (comer.pass = pass);
    };
    return Object.assign(comer, {
      outcome: enter().catch((error: unknown) => ({ thrown: (comer.thrown = error) })),
    });
  }

  /** Until all that can happen without time passing has happened. */
  const settle = () => new Promise(setImmediate);

  /** Comes and is let in, or fails the test. */
  async function through(coming: Coming = {}): Promise<Pass> {
    const outcome = await come(coming).outcome;
    if ('thrown' in outcome) throw outcome.thrown;
    return outcome;
  }

  /** So many calls, one by one, that fail like this. */
  async function fail(times: number, error: JackdawError, coming: Coming = {}): Promise<void> {
    for (let time = 0; time < times; time += 1) (await through(coming)).end(error);
  }

  /** A call that is answered, and that has told these limits. */
  async function answer(coming: Coming = {}, limits: Parameters<Pass['told']>[0] = {}, output = 5) {
    const pass = await through(coming);
    pass.told(limits);
    pass.began();
    pass.counted({ ...NO_USAGE, input: coming.contextTokens ?? 10, output });
    pass.end(null);
  }

  const state = (model = CALL.model) => gate.states().find((each) => each.model === model);
  return { clock, gate, come, settle, through, fail, answer, state };
}

export function failure(code: ErrorCode, details: { retryAfterMs?: number; retryable?: boolean } = {}) {
  return new JackdawError(code, `It is ${code}.`, details);
}
