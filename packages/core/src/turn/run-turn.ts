import type { Admission } from '../admission/index.ts';
import type { Budget } from '../budget/index.ts';
import { cacheKey, contextKey, type Cache, type CacheHit } from '../cache/index.ts';
import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { Gate } from '../gate/index.ts';
import type { RecordAttempt } from '../ledger/index.ts';
import type { PriceTable } from '../prices/index.ts';
import type { Provider, Upstream, UpstreamDirectory } from '../provider/index.ts';
import type { RetryPolicy } from '../retry/index.ts';
import { isBelow, type Route, type Router, type StandIns, type TokenCalibration } from '../router/index.ts';
import type {
  Judge,
  JudgedCase,
  Judgement,
  PromptVector,
  SemanticCache,
  SemanticFinding,
  SimilarAnswer,
} from '../semantic/index.ts';
import type { Bound, Validate } from '../validate/index.ts';
import type { Answer } from './answer.ts';
import { askModel } from './ask-model.ts';
import { chooseRoute } from './choose-route.ts';
import type { ChatEvent, Suggestion } from './chat-event.ts';
import type { ChatRequest } from './chat-request.ts';
import type { Flights } from './flights.ts';
import { hitEvent } from './hit-event.ts';
import type { PromptCachingMode } from './prompt-caching.ts';
import type { Roomed } from './compactor.ts';
import type { Tell } from './tell.ts';
import type { CacheTier } from './turn-result.ts';

/** What a turn needs; each is an interface or a plain function, put together by the daemon's composition root. */
export interface TurnStages {
  readonly admission: Admission;
  readonly cache: Cache;
  readonly similar: SemanticCache;
  readonly judge: Judge;
  readonly router: Router;
  readonly standIns: StandIns;
  readonly flights: Flights<ChatEvent, Answer>;
  readonly gate: Gate;
  readonly budget: Budget;
  readonly provider: Provider;
  readonly directory: UpstreamDirectory;
  readonly retry: RetryPolicy;
  readonly validate: Validate;
  /** For what a caller's schema has this process do. Default: no bound. */
  readonly bound?: Bound | undefined;
  readonly promptCaching: PromptCachingMode;
  readonly baseline: string;
  readonly prices: PriceTable;
  readonly recordAttempt: RecordAttempt;
  readonly clock: Clock;
  readonly newId: () => string;
  readonly observeTokens?: TokenCalibration['observe'] | undefined;
}

/** What one turn came to, before it is told: the answer and, for a hit, where it came from. */
export interface TurnOutcome {
  readonly answer: Answer;
  readonly hit: CacheHit | null;
}

/** The route of a turn of a kept conversation, with room made for it. */
export type MakeRoom = (
  request: ChatRequest,
  embedding: PromptVector | null,
  signal: AbortSignal,
  tell: Tell,
) => Promise<Roomed>;

/**
 * The request path, top to bottom. Tells what happens as it happens, resolves to the answer. Rejects with a
 * `JackdawError`, or with `signal.reason` on abort, which reaches into every await here.
 */
export async function runTurn(
  request: ChatRequest,
  upstream: Upstream,
  stages: TurnStages,
  signal: AbortSignal,
  tell: Tell,
  makeRoom: MakeRoom | null = null,
): Promise<TurnOutcome> {
  const ticket = await stages.admission.admit(request, signal, tell);
  let charged = false;
  try {
    tell({ type: 'admission-pass' });

    const key = cacheKey(request, stages.router.policyVersion);

    const exact = await findExact(key, request, stages, signal);
    tell(exact.event);
    if (exact.hit !== null) return replay(exact.hit, tell);

    const similar = await findSimilar(request, upstream, stages, signal);
    if (similar !== null) tell(similar.event);
    if (similar?.hit) {
      stages.cache.served(similar.hit.entryId);
      if (similar.unsure !== null) stages.judge.afterHit(similar.unsure);
      return replay(similar.hit, tell);
    }

    if (request.cache.mode === 'only') throw notCached();

    const embedding = similar?.embedding ?? null;
    const { request: sent, route } =
      makeRoom === null
        ? { request, route: await chooseRoute(request, upstream, stages, signal, embedding) }
        : await makeRoom(request, embedding, signal, tell);
    tell({ type: 'route-choose', ...route });
    const sentKey = sent === request ? key : cacheKey(sent, stages.router.policyVersion);

    charged = true;
    const answer = await stages.flights.join(
      flightKey(sentKey, sent, upstream),
      (flightSignal, tellAll) => callModel(sentKey, sent, route, upstream, stages, flightSignal, tellAll),
      signal,
      tell,
    );
    if (similar !== null && similar.unsure !== null) stages.judge.afterTurn(similar.unsure);
    return { answer, hit: null };
  } finally {
    ticket.release({ charged });
  }
}

interface LookUp {
  readonly event: ChatEvent;
  readonly hit: CacheHit | null;
}

async function findExact(
  key: string,
  request: ChatRequest,
  { cache, clock }: TurnStages,
  signal: AbortSignal,
): Promise<LookUp> {
  const { mode } = request.cache;
  if (mode === 'off') return miss('exact', 'the cache is off for this turn');
  if (mode === 'refresh') return miss('exact', 'asked afresh');
  const found = await cache.find(key, request, signal);
  return found.tier === null ? miss('exact', found.reason) : { event: hitEvent(found, clock), hit: found };
}

interface SimilarLookUp extends LookUp {
  /** What the judge may look at when the turn is over. */
  readonly unsure: JudgedCase | null;
  /** The question's vector by the best embedder that was asked; null where none was. */
  readonly embedding: PromptVector | null;
}

/** Null where similar answers are not asked for. */
async function findSimilar(
  request: ChatRequest,
  upstream: Upstream,
  { similar, judge, router, clock }: TurnStages,
  signal: AbortSignal,
): Promise<SimilarLookUp | null> {
  const { mode, semantic } = request.cache;
  if (semantic === 'off' || mode === 'off' || mode === 'refresh') return null;
  const context = contextKey(request, router.policyVersion);
  let embedding: PromptVector | null = null;
  const finding = await similar.find(context, request, signal, (vector) => {
    embedding ??= vector;
  });
  return { ...(await weigh(finding, { context, request, upstream }, judge, clock, signal)), embedding };
}

async function weigh(
  finding: SemanticFinding,
  asked: Omit<JudgedCase, 'found'>,
  judge: Judge,
  clock: Clock,
  signal: AbortSignal,
): Promise<Omit<SimilarLookUp, 'embedding'>> {
  if (finding.kind === 'none') return { ...miss('semantic', finding.reason), unsure: null };
  const { mode, semantic } = asked.request.cache;
  const { found, reason } = finding;
  const suggestion = suggestionOf(found);
  if (semantic === 'suggest') {
    return { ...miss('semantic', `offered, not served: ${reason}`, suggestion), unsure: null };
  }

  const unsure = mode === 'use' ? { ...asked, found } : null;
  const hit: CacheHit = { tier: 'semantic', ...found };
  if (finding.kind === 'serve') return { event: hitEvent(hit, clock), hit, unsure };
  const judgement = unsure === null ? LATER : await judge.inLine(unsure, signal);
  switch (judgement.kind) {
    case 'later':
      return { ...miss('semantic', reason, suggestion), unsure };
    case 'other':
      return { ...miss('semantic', `${reason}; ${judgement.reason}`), unsure: null };
    case 'same': {
      const judged = { ...hit, judged: true };
      return { event: hitEvent(judged, clock), hit: judged, unsure: null };
    }
  }
}

const LATER: Judgement = { kind: 'later' };

function miss(tier: CacheTier, reason: string, suggestion?: Suggestion): LookUp {
  const event = { type: 'cache-miss', tier, reason } as const;
  return { event: suggestion === undefined ? event : { ...event, suggestion }, hit: null };
}

function suggestionOf({ similarity, matchedPrompt, answer }: SimilarAnswer): Suggestion {
  return { similarity, matchedPrompt, text: answer.text };
}

function replay(hit: CacheHit, tell: Tell): TurnOutcome {
  const { answer } = hit;
  if (answer.message !== undefined) {
    tell({ type: 'passage-hit', answer });
    return { answer, hit };
  }
  if (answer.text !== '') tell({ type: 'text-delta', text: answer.text });
  for (const block of answer.blocks) tell({ type: 'content-block', block });
  return { answer, hit };
}

/**
 * Identical requests share a call that goes to one place on one account: nobody's turn fails by another's key. Who
 * switched the cache off wants an answer of their own.
 */
function flightKey(
  key: string,
  { cache, passage }: ChatRequest,
  { apiKey, baseUrl }: Upstream,
): string | null {
  // The same answer in other bytes is another call.
  return cache.mode === 'off' ? null : JSON.stringify([cache.mode, key, passage?.stream, apiKey, baseUrl]);
}

/** Inside the flight: the answer is checked and saved before anyone is told that the flight is over. */
async function callModel(
  key: string,
  request: ChatRequest,
  route: Route,
  upstream: Upstream,
  stages: TurnStages,
  signal: AbortSignal,
  tell: Tell,
): Promise<Answer> {
  const { answer, whole, route: taken } = await askModel(request, route, upstream, stages, signal, tell);
  // A lesser model's answer is for this once: the next to ask gets the model that is due.
  if (whole && mayKeep(request, answer) && !isBelow(taken, route)) {
    const entryId = await stages.cache.save(key, request, answer);
    if (entryId !== null) {
      if (request.cache.semantic !== 'off') {
        stages.similar.save(contextKey(request, stages.router.policyVersion), request, entryId);
      }
      tell({ type: 'cache-save', entryId });
    }
  }
  return answer;
}

/** A passage's answer is kept where it can be told again as it was. */
function mayKeep({ cache, passage }: ChatRequest, { message }: Answer): boolean {
  return cache.mode !== 'off' && (passage === undefined || message !== undefined);
}

function notCached(): JackdawError {
  return new JackdawError(
    'not_cached',
    'This question is not in the cache, and only the cache was to be asked.',
  );
}
