import { abortable } from '../clock/index.ts';
import { JackdawError, toJackdawError, toWireError } from '../errors/index.ts';
import { CONTINUE_PROMPT, type OpenTurn } from '../history/index.ts';
import type { WireRequest } from '../protocol/request-schema.ts';
import { checkSchema } from '../validate/index.ts';
import type { Store, StoreOperation } from '../store/index.ts';
import type { ChatEvent, ChatEventOf } from './chat-event.ts';
import { EventLog } from './event-log.ts';
import type { LateBooks } from './late-books.ts';
import { createPartialWriter } from './partial-writer.ts';
import { resultOf } from './result-of.ts';
import { recordTurn, type Records, type TurnTracks } from './record-turn.ts';
import { runTurn, type TurnStages } from './run-turn.ts';
import { recallAnswer } from './recall-answer.ts';
import { tenantOf, toChatRequest, type RequestDefaults } from './to-chat-request.ts';
import type { TurnRecord } from './turn-record.ts';
import type { TurnResult } from './turn-result.ts';
import type { Turn, Turns } from './turns.ts';
import { addUsage, NO_USAGE, type Usage } from './usage.ts';

/** Finished turns that can still be attached to. */
const ENDED_KEPT = 64;

export interface TurnsOptions {
  readonly stages: TurnStages;
  readonly records: Records;
  readonly lateBooks: LateBooks;
  readonly store: Store;
  readonly defaults: RequestDefaults;
  /** Milliseconds that a turn goes on without a reader. */
  readonly lingerMs: number;
}

type TurnBase = Pick<TurnRecord, 'turnId' | 'traceId' | 'open' | 'request' | 'caller'>;

interface Opened {
  readonly open: OpenTurn | null;
  readonly warning: string | null;
}

interface RunningTurn extends Turn {
  readonly log: EventLog<ChatEvent>;
  readonly over: Promise<void>;
}

/** Runs each turn once, into a log that any number of readers follow, and puts it on record. */
export function createTurns({ stages, records, lateBooks, store, defaults, lingerMs }: TurnsOptions): Turns {
  const { clock, newId } = stages;
  const running = new Map<string, RunningTurn>();
  const ended = new Map<string, RunningTurn>();
  let stopping = false;

  function ensureRunning(): void {
    if (!stopping) return;
    throw new JackdawError(
      'shutting_down',
      'The daemon is stopping and takes no new questions. Ask again in a moment, of the next one.',
    );
  }

  /** Puts the question on record. A store that fails costs the record, not the turn: the warning says so. */
  async function openConversation(request: WireRequest, turnId: string, traceId: string): Promise<Opened> {
    if (request.prompt === undefined) return { open: null, warning: null };
    const { open, operations } = await records.conversations.begin({
      conversationId: request.conversationId ?? null,
      turnId,
      traceId,
      prompt: request.prompt,
      continues: request.continue === true,
      system: typeof request.system === 'string' ? request.system : null,
    });
    return { open, warning: await save(operations) };
  }

  /** Null, or why it could not be saved. */
  async function save(operations: readonly StoreOperation[]): Promise<string | null> {
    try {
      await store.write(operations);
      return null;
    } catch (error) {
      return `This turn is not saved: ${toJackdawError(error).message}`;
    }
  }

  /** One batch, so that a crash leaves all of a turn or nothing. The books of a hit can wait: they hold no money. */
  async function saveTracks({ history, books }: TurnTracks, free: boolean): Promise<string | null> {
    if (!free) return save([...history, ...books]);
    store.writeLater(books);
    return save(history);
  }

  function launch(base: TurnBase, warning: string | null): RunningTurn {
    const { turnId, traceId, open } = base;
    const controller = new AbortController();
    const log = new EventLog<ChatEvent>(clock.monotonic);
    let readers = 0;
    let lingering: AbortController | null = null;

    async function linger(): Promise<void> {
      lingering = new AbortController();
      try {
        await clock.sleep(lingerMs, lingering.signal);
      } catch {
        return; // somebody came back, or the turn is over
      }
      cancel('everyone who was reading this turn has left');
    }

    function endLinger(): void {
      lingering?.abort();
      lingering = null;
    }

    function enter(): void {
      readers += 1;
      endLinger();
    }

    function leave(): void {
      readers -= 1;
      if (readers === 0 && !log.closed) void linger();
    }

    function cancel(why: string): boolean {
      if (log.closed || controller.signal.aborted) return false;
      controller.abort(new JackdawError('cancelled', `Cancelled: ${why}.`));
      return true;
    }

    const turn: RunningTurn = {
      turnId,
      traceId,
      conversationId: open?.conversationId ?? null,
      log,
      over: drive(base, warning, log, controller.signal).finally(() => {
        endLinger();
        running.delete(turnId);
        keepEnded(turn);
      }),
      async *read(from, signal) {
        enter();
        try {
          yield* log.read(from, signal);
        } finally {
          leave();
        }
      },
      async ending(signal) {
        enter();
        try {
          await abortable(turn.over, signal);
          return lastOf(log);
        } finally {
          leave();
        }
      },
      cancel: () => cancel('on request'),
    };
    running.set(turnId, turn);
    return turn;
  }

  function keepEnded(turn: RunningTurn): void {
    ended.set(turn.turnId, turn);
    for (const oldest of ended.keys()) {
      if (ended.size <= ENDED_KEPT) break;
      ended.delete(oldest);
    }
  }

  /** Never throws: whatever happens becomes the turn's last event. */
  async function drive(
    base: TurnBase,
    warning: string | null,
    log: EventLog<ChatEvent>,
    signal: AbortSignal,
  ): Promise<void> {
    const { turnId, traceId, open, request, caller } = base;
    const conversationId = open?.conversationId ?? null;
    const startedAt = clock.now();
    const started = clock.monotonic();
    const partial = createPartialWriter(
      (chunk, text) => records.conversations.partial(turnId, chunk, text),
      clock.monotonic,
    );
    const texts: string[] = [];
    const bill = createBill();
    let ttftMs: number | null = null;

    function tell(event: ChatEvent): void {
      log.append(event);
      bill.add(event);
      if (event.type !== 'text-delta') return;
      ttftMs ??= clock.monotonic() - started;
      texts.push(event.text);
      const write = open === null ? null : partial.add(event.text);
      if (write !== null) void save([write]);
    }

    async function finish(ending: TurnRecord['ending'], last: ChatEvent): Promise<void> {
      const record = {
        ...base,
        startedAt,
        durationMs: clock.monotonic() - started,
        ttftMs,
        text: texts.join(''),
        partialChunks: partial.chunks,
        // The trace ends with the turn's last event, which readers get when it is on record.
        events: [...log.entries, { seq: log.entries.length, at: clock.monotonic(), event: last }],
        ending,
      };
      if (open === null && costsNothing(ending)) {
        lateBooks.add(record);
      } else {
        const unsaved = await saveTracks(recordTurn(record, records), costsNothing(ending));
        if (unsaved !== null && unsaved !== warning) log.append({ type: 'warning', message: unsaved });
      }
      log.append(last);
      log.close();
    }

    tell({ type: 'turn-start', turnId, traceId, conversationId, simulated: caller.upstream.simulated });
    if (warning !== null) tell({ type: 'warning', message: warning });
    try {
      const events = runTurn(request, caller.upstream, stages, signal);
      let step = await events.next();
      while (step.done !== true) {
        tell(step.value);
        step = await events.next();
      }
      const result: TurnResult = {
        ...resultOf(step.value, bill.joined),
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

  return {
    async start(asked, caller) {
      ensureRunning();
      const request = asked.continue === true ? continuationOf(asked) : asked;
      if (request.schema !== undefined) checkSchema(request.schema);
      if (request.prompt !== undefined) stages.admission.checkPrompt(request.prompt);
      const turnId = newId();
      const traceId = turnId; // a turn has one trace
      const { open, warning } = await openConversation(request, turnId, traceId);
      ensureRunning();
      const context = {
        messages: open?.context.messages ?? [],
        entries: open?.context.entries ?? [],
        system: open?.system ?? null,
        tenant: tenantOf(caller),
      };
      return launch(
        { turnId, traceId, open, request: toChatRequest(request, context, defaults), caller },
        warning,
      );
    },
    recall: (request, caller) =>
      stopping ? null : recallAnswer(request, caller, { stages, lateBooks, defaults }),
    get: (turnId) => running.get(turnId) ?? ended.get(turnId),
    get active() {
      return running.size;
    },
    async stop() {
      stopping = true;
      const turns = [...running.values()];
      for (const turn of turns) turn.cancel();
      await Promise.all(turns.map(({ over }) => over));
      lateBooks.settle();
    },
  };
}

function lastOf(log: EventLog<ChatEvent>): ChatEventOf<'turn-end' | 'turn-error'> {
  const event = log.entries.at(-1)?.event;
  if (event?.type === 'turn-end' || event?.type === 'turn-error') return event;
  throw new JackdawError('internal', 'The turn ended without its last event.');
}

/** The words that the model gets in the place of a question. What is like them says nothing about the answer. */
function continuationOf(request: WireRequest): WireRequest {
  return { ...request, prompt: CONTINUE_PROMPT, cache: { ...request.cache, semantic: 'off' } };
}

function costsNothing(ending: TurnRecord['ending']): boolean {
  return 'result' in ending && ending.result.cache !== 'miss';
}

/** What the attempts of this turn cost so far; those of a joined flight are on another turn's bill. */
function createBill() {
  let usage: Usage | null = null;
  let costUsd: number | null = null;
  let joined = false;
  return {
    get joined() {
      return joined;
    },
    add(event: ChatEvent) {
      if (event.type === 'flight-join') joined = true;
      if (event.type !== 'attempt-end' || joined) return;
      if (event.usage !== null) usage = addUsage(usage ?? NO_USAGE, event.usage);
      if (event.costUsd !== null) costUsd = (costUsd ?? 0) + event.costUsd;
    },
    total: () => ({ usage, costUsd }),
  };
}
