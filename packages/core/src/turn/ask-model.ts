import { JackdawError } from '../errors/index.ts';
import type { Upstream } from '../provider/index.ts';
import {
  streamWithFallback,
  type FallbackResponse,
  type ModelResponse,
  type RetryStages,
} from '../retry/index.ts';
import { estimateTextTokens } from '../router/estimate-tokens.ts';
import type { Route, Router, StandIns, TokenCalibration } from '../router/index.ts';
import {
  reaskMessages,
  schemaInWords,
  unknownKeywords,
  type Validate,
  type Verdict,
} from '../validate/index.ts';
import type { Answer } from './answer.ts';
import { answerOf, baselineOf } from './answer-of.ts';
import type { ChatEvent } from './chat-event.ts';
import type { ChatRequest } from './chat-request.ts';
import type { JsonObject } from './json-object.ts';
import { learnTokens } from './learn-tokens.ts';
import type { Message } from './message.ts';
import { callOf } from './choose-route.ts';
import { wantsPromptCaching, type PromptCachingMode } from './prompt-caching.ts';
import type { Tell } from './tell.ts';
import { watchObject } from './watch-object.ts';

/** What asking takes; `TurnStages` has all of it. */
export interface AskStages extends RetryStages {
  readonly router: Pick<Router, 'maxTokensOf'>;
  readonly standIns: StandIns;
  readonly validate: Validate;
  readonly promptCaching: PromptCachingMode;
  /** The model that would answer everything if there were no router. */
  readonly baseline: string;
  readonly newId: () => string;
  /** Hears what an upstream counted of a prompt beside the estimate. Default: nobody learns. */
  readonly observeTokens?: TokenCalibration['observe'] | undefined;
}

/** An answer that has been looked at, and who gave it. */
export interface CheckedAnswer {
  readonly answer: Answer;
  /** False where it was refused or cut: true to what the model said, but nothing to be kept. */
  readonly whole: boolean;
  readonly route: Route;
}

/** One way to put the question. */
interface Try {
  readonly route: Route;
  readonly messages: readonly Message[];
  readonly kind: 'first' | 're-ask' | 'escalation';
  /** Whether the schema goes along as part of the question: the server does not take it as a schema. */
  readonly inWords: boolean;
}

/** What came of the tries before. */
interface Before {
  /** Attempts that were begun, failed ones too. */
  readonly attempts: number;
  /** Why the last response cannot be used. */
  readonly refused: JackdawError | null;
  readonly onAttempt: () => void;
}

/**
 * Asks until there is an answer that may be handed on: the chosen model, or one that stands in for it; once more with
 * the fault named where the schema refuses the answer; then a more able model, where the router had the choice. What the
 * next answer replaces is told by `text-discard` when the next one begins, so that a reader keeps the last there was.
 * All responses are in the answer's cost. Throws `invalid_output` where none satisfies the schema, else what the last
 * call threw, or `signal.reason` on abort.
 */
export async function askModel(
  request: ChatRequest,
  route: Route,
  upstream: Upstream,
  stages: AskStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<CheckedAnswer> {
  const started = stages.clock.monotonic();
  const responses: ModelResponse[] = [];
  let next: Try = { route, messages: request.messages, kind: 'first', inWords: false };
  let attempts = 0;
  let refused: JackdawError | null = null;
  if (request.schema !== null) warnOfUnknown(request.schema, tell);

  while (true) {
    let asked: FallbackResponse;
    try {
      const before = { attempts, refused, onAttempt: () => (attempts += 1) };
      asked = await tryOnce(request, next, upstream, before, stages, signal, tell);
    } catch (error) {
      signal.throwIfAborted();
      // That a better model cannot be asked is not why there is no answer.
      if (refused !== null && next.kind === 'escalation') throw refused;
      if (request.schema !== null && !next.inWords && isSchemaRejected(error)) {
        tell({ type: 'warning', message: inWordsNote(next.route.model, error) });
        next = { ...next, inWords: true };
        continue;
      }
      const roomier = isContextExceeded(error) ? stages.standIns.roomier(request, next.route) : null;
      if (roomier === null) throw error;
      tell(routeChange(next.route, roomier, 'the request is longer than it reads'));
      next = { ...next, route: roomier };
      continue;
    }

    const { response } = asked;
    responses.push(response);
    if (stages.observeTokens !== undefined) {
      const { messages } = next;
      const prompt = messages === request.messages ? request : { ...request, messages };
      learnTokens(prompt, asked.route.model, response, upstream, stages.observeTokens);
    }
    const maxTokens = stages.router.maxTokensOf(request, asked.route.model);
    const verdict: Verdict = stages.validate(response, { schema: request.schema, maxTokens });
    if (verdict.kind !== 'invalid') {
      const answer = {
        ...answerOf(responses, verdict, started, stages),
        ...baselineOf(request, response, upstream, stages),
      };
      return { answer, whole: verdict.kind === 'whole', route: asked.route };
    }
    refused = new JackdawError('invalid_output', verdict.reason);

    const after = nextTry(request, next, asked, verdict.reason, stages.standIns);
    if (after === null) throw refused;
    if (after.kind === 'escalation') {
      tell(routeChange(asked.route, after.route, 'its answers did not satisfy the schema'));
    }
    next = after;
  }
}

/** One call with all of its retries, and what the reader must know beside its events. */
function tryOnce(
  request: ChatRequest,
  { route, messages, inWords }: Try,
  upstream: Upstream,
  { attempts: attemptsBefore, refused, onAttempt }: Before,
  stages: AskStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<FallbackResponse> {
  const { priority, overBudget } = request;
  const promptCaching = wantsPromptCaching(stages.promptCaching, request, route.contextTokens, upstream);
  const { schema } = request;
  const put =
    inWords && schema !== null ? { messages: schemaInWords(messages, schema), schema: null } : { messages };
  const call = { ...callOf(request), ...put, model: route.model, upstream, promptCaching };
  const asked = {
    call,
    contextTokens: route.contextTokens,
    priority,
    overBudget,
    attemptsBefore,
    onAttempt,
    maxTokensOf: (model: string) => stages.router.maxTokensOf(request, model),
  };
  const told = refused === null ? tell : discardFirst(tell, refused.message);
  const fallbacks = stages.standIns.fallbacks(request, route);
  return streamWithFallback(
    asked,
    route,
    fallbacks,
    stages,
    signal,
    request.schema === null ? told : watchObject(told),
  );
}

/** Says that what was shown before is void as soon as there is something in its place. */
function discardFirst(tell: Tell, reason: string): Tell {
  let due = true;
  return (event) => {
    if (due && isVisible(event)) {
      due = false;
      tell({ type: 'text-discard', reason });
    }
    tell(event);
  };
}

function isVisible({ type }: ChatEvent): boolean {
  return type === 'text-delta' || type === 'thinking-delta' || type === 'content-block';
}

function nextTry(
  request: ChatRequest,
  { kind, inWords }: Try,
  { response, route }: FallbackResponse,
  reason: string,
  standIns: StandIns,
): Try | null {
  if (kind === 'first') {
    const messages = reaskMessages(request, response.text, reason);
    const added = estimateTextTokens(response.text) + estimateTextTokens(reason);
    return {
      route: { ...route, contextTokens: route.contextTokens + added },
      messages,
      kind: 're-ask',
      inWords,
    };
  }
  const above = kind === 're-ask' ? standIns.above(request, route) : null;
  return above === null ? null : { route: above, messages: request.messages, kind: 'escalation', inWords };
}

function routeChange(from: Route, { model, tier }: Route, reason: string): ChatEvent {
  return { type: 'route-change', from: from.model, model, tier, reason: `${from.model}: ${reason}` };
}

/** A misspelt word of a schema demands nothing, and nobody would notice. */
function warnOfUnknown(schema: JsonObject, tell: Tell): void {
  const unknown = unknownKeywords(schema);
  if (unknown.length === 0) return;
  const named = unknown.slice(0, 3).join(', ') + (unknown.length > 3 ? ', …' : '');
  tell({
    type: 'warning',
    message: `The schema has words that JSON Schema does not know, so they demand nothing: ${named}.`,
  });
}

/** A server may take less of JSON Schema than there is (bounds, recursion, open objects), or none of it. */
function isSchemaRejected(error: unknown): error is JackdawError {
  return (
    error instanceof JackdawError &&
    error.code === 'upstream_rejected' &&
    /output_config|output_format|schema/i.test(error.message)
  );
}

function inWordsNote(model: string, { message }: JackdawError): string {
  return `${model} was not given the schema as such, but in words, since the server did not take it: ${message}`;
}

function isContextExceeded(error: unknown): boolean {
  return error instanceof JackdawError && error.code === 'context_exceeded';
}
