import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { ConnectionGone, parseJson, readBody, sendBody, sendRejection, type Exchange } from './exchange.ts';
import { FaultEnd } from './fault.ts';
import { createIdentifiers } from './identifiers.ts';
import { apiKeyOf, hashKey, journalHeaders, type Journal, type MutableJournalEntry } from './journal.ts';
import {
  handleMessages,
  isVerbatim,
  sendVerbatim,
  strikeEarly,
  type MessagesEndpointOptions,
} from './messages-endpoint.ts';
import { findModel, modelInfo, simulatedModels } from './models.ts';
import { checkCountRequest, checkVersion, type Rejection } from './request-check.ts';
import { createRandom } from './seeded-random.ts';
import type { SimulatorClock } from './simulator-clock.ts';
import { promptTokens } from './token-count.ts';

export interface MessagesServerOptions extends MessagesEndpointOptions {
  readonly clock: SimulatorClock;
  readonly seed: string | number;
  readonly journal: Journal;
  /** Keys that are accepted; undefined accepts any that is not empty. */
  readonly apiKeys: readonly string[] | undefined;
  /** The number of the next request, from 1. */
  readonly nextNumber: () => number;
}

/** As servers of this kind keep an idle connection: a client that reuses one just as it closes would have to ask twice. */
const KEEP_ALIVE_MS = 75_000;

/** The server that speaks the Messages API. It does not listen yet. */
export function createMessagesServer(options: MessagesServerOptions): Server {
  // A stalled or dripping response is on purpose: no time limit but the client's.
  const limits = { requestTimeout: 0, keepAliveTimeout: KEEP_ALIVE_MS };
  return createServer({ ...limits, noDelay: true }, (request, response) => {
    void serve(request, response, options);
  });
}

async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  options: MessagesServerOptions,
): Promise<void> {
  const { clock, seed } = options;
  const { scenario, path } = splitPath(request.url ?? '/');
  const apiKey = apiKeyOf(request.headers);
  const number = options.nextNumber();
  const identifiers = createIdentifiers(seed, number);
  const entry: MutableJournalEntry = {
    number,
    method: request.method ?? 'GET',
    path,
    headers: journalHeaders(request.headers),
    key: apiKey === undefined ? null : hashKey(apiKey),
    body: null,
    attempt: 0,
    servedBy: 'default',
    requestId: identifiers.next('req'),
    status: null,
    outcome: 'open',
    receivedAt: clock.now(),
    headersAt: null,
    firstDeltaAt: null,
    endedAt: null,
    clientClosedAt: null,
    bytesWritten: 0,
    usage: null,
  };
  options.journal.open(entry);

  const gone = new AbortController();
  response.on('close', () => {
    if (entry.endedAt === null && !response.writableFinished) {
      entry.clientClosedAt = clock.now();
      if (entry.outcome === 'open') entry.outcome = 'client-closed';
    }
    gone.abort(new ConnectionGone());
  });
  const random = createRandom(`${seed}/request/${number}`);
  const exchange: Exchange = {
    request,
    response,
    entry,
    apiKey,
    clock,
    random,
    identifiers,
    signal: gone.signal,
  };
  try {
    await route(exchange, scenario, options);
  } catch (error) {
    // An upload that breaks off is noticed here before the response is closed.
    const over = error instanceof FaultEnd || gone.signal.aborted || request.socket.destroyed;
    if (!over) {
      // A mistake in the simulator must not look like weather: it is said aloud, and not to be retried.
      const message = `Simulator: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
      if (response.headersSent) response.destroy();
      else await sendRejection(exchange, { status: 500, error: { message, code: 'simulator_failed' } });
    }
  } finally {
    entry.endedAt ??= clock.now();
  }
}

async function route(
  exchange: Exchange,
  pathScenario: string | undefined,
  options: MessagesServerOptions,
): Promise<void> {
  const { request, entry, apiKey } = exchange;
  const refused =
    authenticate(apiKey, options) ?? (options.strict ? checkVersion(versionOf(request)) : undefined);
  if (refused !== undefined) return discardAndReject(exchange, refused);

  const header = request.headers['x-simulator-scenario'];
  const headerScenario = typeof header === 'string' ? header : undefined;
  const call = `${request.method} ${entry.path}`;
  if (call === 'POST /v1/messages') {
    const chosen = options.steps.choose({ pathScenario, headerScenario, apiKey });
    if (chosen !== undefined && 'steps' in chosen) entry.servedBy = chosen.servedBy;
    return handleMessages(exchange, chosen, options);
  }

  // Elsewhere a scenario matters when it is about the transport or the status, not about an answer.
  const id = pathScenario ?? headerScenario;
  const chosen = id === undefined ? undefined : options.steps.chooseScenario(id);
  if (chosen !== undefined && 'status' in chosen) return discardAndReject(exchange, chosen);
  const step = chosen === undefined ? {} : { ...options.steps.stepFor(chosen, apiKey, entry.path) };
  if (step.fault?.at === 'accept' || step.fault?.at === 'headers') await strikeEarly(exchange, step);
  if (isVerbatim(step)) {
    request.resume();
    return sendVerbatim(exchange, step, {});
  }

  if (call === 'POST /v1/messages/count_tokens') return handleCountTokens(exchange, options);
  if (call === 'GET /v1/models') return handleModelList(exchange);
  if (request.method === 'GET' && entry.path.startsWith('/v1/models/')) return handleModel(exchange);
  return discardAndReject(exchange, { status: 404, error: { message: `Not found: ${call}` } });
}

async function handleCountTokens(exchange: Exchange, options: MessagesServerOptions): Promise<void> {
  const bytes = await readBody(exchange.request, options.maxBodyBytes);
  if (bytes === undefined)
    return sendRejection(exchange, { status: 413, error: { message: 'Request too large' } });
  const body = parseJson(bytes.toString());
  exchange.entry.body = body ?? bytes.toString();
  const { request, rejection } = checkCountRequest(body, options.strict);
  if (rejection !== undefined) return sendRejection(exchange, rejection);
  return sendBody(exchange, 200, JSON.stringify({ input_tokens: promptTokens(request) }));
}

async function handleModelList(exchange: Exchange): Promise<void> {
  const query = new URL(exchange.request.url ?? '/', 'http://simulator').searchParams;
  const after = simulatedModels.findIndex((model) => model.id === query.get('after_id')) + 1;
  const limit = Math.min(1000, Math.max(1, Number(query.get('limit') ?? '20') || 20));
  const page = simulatedModels.slice(after, after + limit);
  const body = {
    data: page.map(modelInfo),
    has_more: after + limit < simulatedModels.length,
    first_id: page[0]?.id ?? null,
    last_id: page.at(-1)?.id ?? null,
  };
  return sendBody(exchange, 200, JSON.stringify(body));
}

async function handleModel(exchange: Exchange): Promise<void> {
  const id = decodeURIComponent(exchange.entry.path.slice('/v1/models/'.length));
  const model = findModel(id);
  if (model === undefined)
    return sendRejection(exchange, { status: 404, error: { message: `model: ${id}` } });
  return sendBody(exchange, 200, JSON.stringify(modelInfo(model)));
}

function authenticate(apiKey: string | undefined, options: MessagesServerOptions): Rejection | undefined {
  if (options.apiKeys === undefined) {
    if (apiKey !== undefined || !options.strict) return undefined;
    return { status: 401, error: { message: 'Authorization: a bearer token is required' } };
  }
  if (apiKey !== undefined && options.apiKeys.includes(apiKey)) return undefined;
  return { status: 401, error: { message: 'invalid API key' } };
}

function versionOf(request: IncomingMessage): string | undefined {
  const version = request.headers['anthropic-version'];
  return typeof version === 'string' ? version : undefined;
}

/** Reads and drops the body first, so that the client is not reset while it still writes. */
async function discardAndReject(exchange: Exchange, rejection: Rejection): Promise<void> {
  await readBody(exchange.request, 0);
  return sendRejection(exchange, rejection);
}

function splitPath(url: string): { readonly scenario: string | undefined; readonly path: string } {
  const path = url.replace(/[?#].*$/, '');
  const [, scenario, rest] = /^\/s\/([^/]+)(\/.*)$/.exec(path) ?? [];
  if (scenario === undefined || rest === undefined) return { scenario: undefined, path };
  return { scenario: decodeURIComponent(scenario), path: rest };
}
