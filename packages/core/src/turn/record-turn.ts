import { toWireError } from '../errors/index.ts';
import type { Conversations, StoredTurn } from '../history/index.ts';
import { isFault, type Ledger, type TurnLine, type TurnOutcomeKind } from '../ledger/index.ts';
import type { MessageState, Trace } from '../protocol/records.ts';
import type { StoreOperation } from '../store/index.ts';
import { spansOf, type Traces } from '../trace/index.ts';
import type { BillTotal } from './bill.ts';
import type { CacheOutcome } from './turn-result.ts';
import type { TurnRecord } from './turn-record.ts';
import { NO_USAGE } from './usage.ts';

export interface Records {
  readonly conversations: Conversations;
  readonly ledger: Ledger;
  readonly traces: Traces;
  /** Told of each turn as it is booked; must not throw. */
  readonly observe?: ObserveTurn | undefined;
}

export type ObserveTurn = (record: TurnRecord, trace: Trace) => void;

/** A finished turn's part of its conversation: the answer is told as done, so it has to be on disk before. */
export function historyOf(record: TurnRecord, { conversations }: Records): readonly StoreOperation[] {
  if (record.open === null) return [];
  return conversations.end(record.open, endOf(record, factsOf(record)), record.partialChunks);
}

/** Counts a finished turn: the ledger's line, and the trace. */
export function booksOf(record: TurnRecord, records: Records): readonly StoreOperation[] {
  const facts = factsOf(record);
  const line = lineOf(record, facts);
  const trace = traceOf(record, facts);
  records.observe?.(record, trace);
  return [...records.ledger.turn(line), ...records.traces.record(trace, isFault(line))];
}

type StoredRoute = NonNullable<StoredTurn['route']>;

interface Facts {
  readonly route: StoredRoute | undefined;
  readonly outcome: TurnOutcomeKind;
  readonly cache: CacheOutcome | null;
  readonly model: string | null;
}

function factsOf(record: TurnRecord): Facts {
  let cache: CacheOutcome | null = null;
  let model: string | null = null;
  let route: StoredRoute | undefined;
  const asked = record.request.cache.mode === 'use' || record.request.cache.mode === 'only';
  for (const { event } of record.events) {
    if (event.type === 'cache-hit') cache = event.tier;
    if (event.type === 'cache-miss' && asked) cache = 'miss';
    if (event.type === 'cache-hit' || event.type === 'route-choose') model = event.model;
    if (event.type === 'route-choose') route = { model: event.model, tier: event.tier };
  }
  return { outcome: outcomeOf(record), cache, model, route };
}

function outcomeOf({ ending }: TurnRecord): TurnOutcomeKind {
  if ('error' in ending) return ending.error.code === 'cancelled' ? 'cancelled' : 'failed';
  switch (ending.result.stopReason) {
    case 'refusal':
      return 'refused';
    case 'max_tokens':
    case 'pause_turn':
    case 'model_context_window_exceeded':
      return 'cut';
    default:
      return 'complete';
  }
}

const STATES: Readonly<Record<TurnOutcomeKind, MessageState>> = {
  complete: 'complete',
  refused: 'refused',
  cut: 'interrupted',
  cancelled: 'interrupted',
  failed: 'error',
};

function endOf(record: TurnRecord, { model, route }: Facts) {
  const { ending, text } = record;
  const outcome = outcomeOf(record);
  if ('result' in ending) {
    const { result } = ending;
    const entryId = entryOf(record);
    return {
      state: STATES[outcome],
      text,
      ...(route === undefined ? {} : { route }),
      result,
      ...(entryId === null ? {} : { entryId }),
      usage: result.usage,
      costUsd: result.costUsd,
    };
  }
  // A failure after the first words is an interrupted answer; the words are worth keeping.
  const state: MessageState = text === '' ? STATES[outcome] : 'interrupted';
  return {
    state,
    text,
    ...(model === null ? {} : { model }),
    ...(route === undefined ? {} : { route }),
    error: toWireError(ending.error),
    usage: ending.usage,
    costUsd: ending.costUsd,
  };
}

/** The cache entry that the answer came from, or went to. */
function entryOf({ events }: TurnRecord): string | null {
  const event = events.find(({ event }) => event.type === 'cache-hit' || event.type === 'cache-save')?.event;
  return event?.type === 'cache-hit' || event?.type === 'cache-save' ? event.entryId : null;
}

function lineOf(record: TurnRecord, { outcome, cache, model }: Facts): TurnLine {
  const { ending } = record;
  return {
    traceId: record.traceId,
    at: record.startedAt,
    client: record.caller.client,
    metadata: record.request.metadata,
    conversationId: record.open?.conversationId ?? null,
    model,
    cache,
    outcome,
    error: 'error' in ending ? ending.error.code : null,
    latencyMs: record.durationMs,
    ttftMs: record.ttftMs,
    ...billedTo(record.bill),
    savedUsd: 'result' in ending ? ending.result.savedUsd : 0,
    routingSavedUsd: 'result' in ending ? (ending.result.routingSavedUsd ?? 0) : 0,
  };
}

/** A turn that made no call, or none that was billed, has cost nothing. */
function billedTo({
  usage,
  costUsd,
  costKnown,
}: BillTotal): Pick<TurnLine, 'usage' | 'costUsd' | 'costKnown'> {
  return costKnown
    ? { usage: usage ?? NO_USAGE, costUsd: costUsd ?? 0, costKnown }
    : { usage, costUsd, costKnown };
}

function traceOf(record: TurnRecord, { outcome, cache, model }: Facts): Trace {
  const { ending } = record;
  return {
    id: record.traceId,
    startedAt: record.startedAt,
    durationMs: record.durationMs,
    outcome: 'error' in ending ? ending.error.code : outcome,
    conversationId: record.open?.conversationId ?? null,
    model,
    cache,
    costUsd: 'error' in ending ? ending.costUsd : ending.result.costUsd,
    metadata: record.request.metadata,
    spans: spansOf(record.events),
  };
}
