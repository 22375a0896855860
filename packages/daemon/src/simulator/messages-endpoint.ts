import { createAnswer } from './answer.ts';
import type { WriteText } from './default-answer.ts';
import { errorBody } from './error-body.ts';
import { parseJson, readBody, sendBody, sendHeaders, sendRejection, type Exchange } from './exchange.ts';
import { faultPlace, strikeBeforeHeaders } from './fault.ts';
import type { BilledUsage, Ledger } from './ledger.ts';
import type { PromptCache } from './prompt-cache.ts';
import type { RateLimiter } from './rate-limits.ts';
import { checkMessageRequest, type Checked, type MessageRequest } from './request-check.ts';
import type { Limits, Step } from './scenario.ts';
import { sendAnswer, streamAnswer } from './stream-answer.ts';
import type { NoStep, StepChoice, StepSource } from './step-source.ts';
import { createPace } from './timing.ts';
import { promptSegments } from './token-count.ts';

/** What answering a message needs beside the request. */
export interface MessagesEndpointOptions {
  readonly strict: boolean;
  readonly maxBodyBytes: number;
  /** What a step starts from, also a scripted one. */
  readonly defaultStep: Step;
  readonly writeText: WriteText;
  /** The scenario that a prompt asks for by magic words, and how its step looks then; in the demo only. */
  readonly magic:
    | {
        readonly scenarioFor: (request: MessageRequest) => string | undefined;
        readonly dress: (step: Step) => Step;
      }
    | undefined;
  readonly steps: StepSource;
  readonly ledger: Ledger;
  readonly promptCache: PromptCache;
  /** The buckets of a key and model; a step may set new limits. Undefined when there are none. */
  readonly limiterFor: (
    apiKey: string | undefined,
    model: string,
    limits?: Limits,
  ) => RateLimiter | undefined;
  /** How many requests with these messages the key has sent, this one included. */
  readonly countAttempt: (apiKey: string | undefined, messages: unknown) => number;
}

/** `POST /v1/messages`. `chosen` is the step that path, queue or header named; each attempt uses one up. */
export async function handleMessages(
  exchange: Exchange,
  chosen: StepChoice | NoStep | undefined,
  options: MessagesEndpointOptions,
): Promise<void> {
  const { entry, clock, signal } = exchange;
  if (chosen !== undefined && 'status' in chosen) {
    return sendRejection(exchange, chosen, { 'x-should-retry': 'false' });
  }
  const early = chosen?.steps.length === 1 ? chosen.steps[0] : undefined;
  if (early?.fault !== undefined && faultPlace(early.fault) === 'accept') await strikeEarly(exchange, early);

  const { request, rejection } = await readRequest(exchange, options);
  if (rejection !== undefined) return sendRejection(exchange, rejection);

  const choice = chosen ?? chooseByPrompt(request, options);
  entry.servedBy = choice.servedBy;
  const own = options.steps.stepFor(choice, exchange.apiKey, request.messages);
  const timing = { ...options.defaultStep.timing, ...own.timing };
  const step: Step = { ...options.defaultStep, ...own, timing };
  const limiter = options.limiterFor(exchange.apiKey, request.model, step.limits);
  const pace = createPace(step.timing, exchange.random);

  if (pace.toHeadersMs > 0) await clock.sleep(pace.toHeadersMs, signal);
  if (step.fault !== undefined && faultPlace(step.fault) === 'headers') await strikeEarly(exchange, step);
  if (isVerbatim(step)) return sendVerbatim(exchange, step, limiter?.headers() ?? {});

  const input = options.promptCache.count(
    `${exchange.apiKey ?? ''}/${request.model}`,
    promptSegments(request),
  );
  const admission = limiter?.admit({ inputTokens: input.input + input.cacheWrite5m + input.cacheWrite1h });
  if (admission?.retryAfterMs !== undefined) {
    const headers = { ...admission.headers, 'retry-after': String(Math.ceil(admission.retryAfterMs / 1000)) };
    const error = { message: 'This request would exceed a rate limit. See the anthropic-ratelimit headers.' };
    return sendRejection(exchange, { status: 429, error }, headers);
  }

  const { identifiers } = exchange;
  const line = options.ledger.open(request.model);
  const delivery = {
    exchange,
    step,
    pace,
    answer: createAnswer({ step, request, input, identifiers, writeText: options.writeText }),
    headers: { ...admission?.headers, ...step.headers },
    onUsage: (usage: BilledUsage | null) => {
      entry.usage = usage;
      line.say(usage);
    },
  };
  try {
    await (request.stream === true ? streamAnswer(delivery) : sendAnswer(delivery));
  } finally {
    limiter?.settle(entry.usage?.outputTokens ?? 0);
  }
}

/** Whether a step is an HTTP response of its own instead of a model's answer. */
export function isVerbatim(step: Step): boolean {
  return (step.status ?? 200) !== 200 || step.body !== undefined || step.error !== undefined;
}

/** Sends the status, headers and body that a step spells out. */
export async function sendVerbatim(
  exchange: Exchange,
  step: Step,
  headers: Readonly<Record<string, string>>,
): Promise<void> {
  const status = step.status ?? (step.error === undefined ? 200 : 400);
  const body = step.body ?? errorBody(status, step.error ?? {}, exchange.entry.requestId);
  const retryAfter =
    step.retryAfterDateMs === undefined
      ? {}
      : { 'retry-after': new Date(exchange.clock.now() + step.retryAfterDateMs).toUTCString() };
  if (status === 204 || status === 304) {
    sendHeaders(exchange, status, { ...headers, ...step.headers });
    exchange.response.end();
    return undefined;
  }
  return sendBody(exchange, status, body, { ...headers, ...retryAfter, ...step.headers });
}

/** Strikes a fault that comes before the headers; kinds that need a body are left for the body. */
export async function strikeEarly(exchange: Exchange, step: Step): Promise<void> {
  if (step.fault === undefined) return;
  if (['reset', 'fin', 'stall'].includes(step.fault.kind)) exchange.entry.outcome = 'fault';
  await strikeBeforeHeaders(step.fault, exchange.request.socket, exchange.clock, exchange.signal);
}

async function readRequest(
  exchange: Exchange,
  options: MessagesEndpointOptions,
): Promise<Checked<MessageRequest>> {
  const { entry, request } = exchange;
  const bytes = await readBody(request, options.maxBodyBytes);
  if (bytes === undefined) {
    return { rejection: { status: 413, error: { message: 'Request exceeds the maximum size' } } };
  }
  const text = bytes.toString();
  const body = parseJson(text);
  entry.body = body ?? text;
  if (body === undefined) {
    return { rejection: { status: 400, error: { message: 'The request body is not valid JSON' } } };
  }
  const messages = typeof body === 'object' && body !== null && 'messages' in body ? body.messages : null;
  entry.attempt = options.countAttempt(exchange.apiKey, messages);
  const version = request.headers['anthropic-version'];
  return checkMessageRequest(body, typeof version === 'string' ? version : undefined, options.strict);
}

function chooseByPrompt(request: MessageRequest, options: MessagesEndpointOptions): StepChoice {
  const scenario = options.magic?.scenarioFor(request);
  const choice = scenario === undefined ? undefined : options.steps.chooseScenario(scenario);
  if (options.magic === undefined || choice === undefined || 'status' in choice) {
    return { servedBy: 'default', steps: [{}] };
  }
  return { servedBy: choice.servedBy, steps: choice.steps.map(options.magic.dress) };
}
