import { toJackdawError, toWireError } from '../errors/index.ts';
import { forTurn } from '../ledger/index.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import { createBill, withBill } from './bill.ts';
import type { ChatEvent } from './chat-event.ts';
import type { Compactor } from './compactor.ts';
import type { EventLog } from './event-log.ts';
import type { LateBooks } from './late-books.ts';
import { createPartialWriter } from './partial-writer.ts';
import { booksOf, historyOf, type Records } from './record-turn.ts';
import { resultOf } from './result-of.ts';
import { runTurn, type MakeRoom, type TurnStages } from './run-turn.ts';
import type { TurnRecord } from './turn-record.ts';
import type { TurnResult } from './turn-result.ts';

export interface DriveParts {
  readonly stages: TurnStages;
  readonly records: Records;
  readonly lateBooks: LateBooks;
  readonly compactor: Compactor;
  readonly store: Store;
}

export type TurnBase = Pick<TurnRecord, 'turnId' | 'traceId' | 'open' | 'request' | 'caller'>;

/**
 * Runs a turn into its log and puts it on record before the last event is told. Never throws: whatever happens becomes
 * that last event. `warning` is told first: what could not be saved at the start.
 */
export async function driveTurn(
  base: TurnBase,
  warning: string | null,
  log: EventLog<ChatEvent>,
  parts: DriveParts,
  signal: AbortSignal,
): Promise<void> {
  const { turnId, traceId, open, request, caller } = base;
  const { stages, records, store } = parts;
  const { clock } = stages;
  const conversationId = open?.conversationId ?? null;
  const startedAt = clock.now();
  const started = clock.monotonic();
  const partial =
    open === null
      ? null
      : createPartialWriter(
          (chunk, text) => void trySave(store, [records.conversations.partial(turnId, chunk, text)]),
          clock,
        );
  const bill = createBill();
  /** What a summary of older turns costs comes on top of what the answer does. */
  const summaryBill = createBill();
  const { mode } = request.cache;
  const tier = mode === 'use' || mode === 'only' ? 'miss' : 'none';
  const attemptTurn = { traceId, client: caller.client, conversationId, tier } as const;
  let texts: string[] = [];
  let ttftMs: number | null = null;
  let joined = false;

  function tell(event: ChatEvent): void {
    log.append(event);
    if (event.type === 'flight-join') joined = true;
    if (event.type === 'text-discard') texts = [];
    if (event.type === 'passage-bytes') ttftMs ??= clock.monotonic() - started;
    if (event.type !== 'text-delta') return;
    ttftMs ??= clock.monotonic() - started;
    texts.push(event.text);
    partial?.add(event.text);
  }

  async function finish(ending: TurnRecord['ending'], last: ChatEvent): Promise<void> {
    const record: TurnRecord = {
      ...base,
      startedAt,
      durationMs: clock.monotonic() - started,
      ttftMs,
      text: 'result' in ending ? ending.result.text : texts.join(''),
      partialChunks: partial?.end() ?? 0,
      // The trace ends with the turn's last event, which readers get when it is on record.
      events: [...log.entries, { seq: log.entries.length, at: clock.monotonic(), event: last }],
      ending,
      bill: bill.total(),
    };
    const unsaved = await saveRecord(record, parts);
    if (unsaved !== null && unsaved !== warning) log.append({ type: 'warning', message: unsaved });
    log.append(last);
    log.close();
  }

  tell({ type: 'turn-start', turnId, traceId, conversationId, simulated: caller.upstream.simulated });
  if (warning !== null) tell({ type: 'warning', message: warning });
  try {
    const own = { ...stages, recordAttempt: bill.counting(forTurn(stages.recordAttempt, attemptTurn)) };
    const makeRoom: MakeRoom | null =
      open === null
        ? null
        : (asked, embedding, roomSignal, tellRoom) =>
            parts.compactor.makeRoom(
              asked,
              { ...open, continues: open.turn.continues === true, embedding },
              caller.upstream,
              summaryBill.counting(own.recordAttempt),
              roomSignal,
              tellRoom,
            );
    const outcome = await runTurn(request, caller.upstream, own, signal, tell, makeRoom);
    const result: TurnResult = {
      ...withBill(resultOf(outcome, joined), summaryBill.total()),
      latencyMs: clock.monotonic() - started,
      ttftMs,
      traceId,
      conversationId,
      ...(caller.upstream.simulated ? { simulated: true } : {}),
    };
    await finish({ result }, { type: 'turn-end', result });
  } catch (thrown) {
    const error = toJackdawError(thrown);
    const { usage, costUsd } = bill.total();
    const text = texts.join('');
    await finish(
      { error, usage, costUsd },
      { type: 'turn-error', error: toWireError(error), traceId, conversationId, text, usage, costUsd },
    );
  }
}

/**
 * Null, or why it could not be saved. A store that fails costs the record, not the turn. What is written survives the
 * death of the process; with `sync` also the loss of power.
 */
export async function trySave(
  store: Store,
  operations: readonly StoreOperation[],
  hold?: 'sync',
): Promise<string | null> {
  try {
    await store.write(operations);
    if (hold === 'sync') await store.sync();
    return null;
  } catch (error) {
    return notSaved(error);
  }
}

/**
 * One batch, so that a crash leaves all of a turn or nothing. What was paid for is told only when no loss of power can
 * take it. The books of a hit can wait: they hold no money.
 */
async function saveRecord(
  record: TurnRecord,
  { records, lateBooks, store }: DriveParts,
): Promise<string | null> {
  try {
    // A passage was told as it came, and what it cost is on record with each attempt.
    if (!costsNothing(record.ending) && record.request.passage === undefined) {
      return await trySave(store, [...historyOf(record, records), ...booksOf(record, records)], 'sync');
    }
    lateBooks.add(record);
    return record.open === null ? null : await trySave(store, historyOf(record, records));
  } catch (error) {
    return notSaved(error);
  }
}

function notSaved(error: unknown): string {
  return `This turn is not saved: ${toJackdawError(error).message}`;
}

function costsNothing(ending: TurnRecord['ending']): boolean {
  return 'result' in ending && ending.result.cache !== 'miss';
}
