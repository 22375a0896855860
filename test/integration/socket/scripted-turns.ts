import {
  EventLog,
  type Caller,
  type ChatEvent,
  type LoggedEvent,
  type Turn,
  type Turns,
} from '@jackdaw/core';
import { JackdawError, type TurnResult, type WireRequest } from '@jackdaw/core/protocol';

/** A turn whose events the test writes. */
export interface ScriptedTurn extends Turn {
  readonly request: WireRequest;
  readonly caller: Caller;
  /** How many read it now. */
  readonly readers: number;
  readonly cancelled: boolean;
  append(...events: readonly ChatEvent[]): void;
  /** Appends `turn-end` and closes the log. */
  end(result?: Partial<TurnResult>): void;
  fail(error: JackdawError): void;
}

export interface ScriptedTurns extends Turns {
  readonly started: readonly ScriptedTurn[];
  /** Throws in the place of the next turn. */
  failNext(error: unknown): void;
}

/** Turns without a pipeline behind them: `onStart` writes each one's events, at once or later. */
export function createScriptedTurns(onStart: (turn: ScriptedTurn) => void = () => {}): ScriptedTurns {
  const started: ScriptedTurn[] = [];
  let failure: { readonly error: unknown } | null = null;
  return {
    started,
    failNext: (error) => {
      failure = { error };
    },
    async start(request, caller) {
      if (failure !== null) {
        const { error } = failure;
        failure = null;
        throw error;
      }
      const turn = createScriptedTurn(`turn-${started.length + 1}`, request, caller);
      started.push(turn);
      onStart(turn);
      return turn;
    },
    recall: () => null,
    pass: () => {
      throw new Error('Nothing passes through here.');
    },
    estimate: () => Promise.reject(new Error('Nothing is routed here.')),
    compact: () => Promise.reject(new Error('Nothing is summarised here.')),
    get: (turnId) => started.find((turn) => turn.turnId === turnId),
    get active() {
      return 0;
    },
    stop: async () => {},
  };
}

function createScriptedTurn(turnId: string, request: WireRequest, caller: Caller): ScriptedTurn {
  const log = new EventLog<ChatEvent>(() => 0);
  const traceId = `trace-of-${turnId}`;
  let readers = 0;
  let cancelled = false;

  async function* read(
    from: number,
    signal: AbortSignal,
  ): AsyncGenerator<LoggedEvent<ChatEvent>, void, void> {
    readers += 1;
    try {
      yield* log.read(from, signal);
    } finally {
      readers -= 1;
    }
  }

  const turn: ScriptedTurn = {
    turnId,
    traceId,
    conversationId: 'conversation-1',
    request,
    caller,
    read,
    follow: (hear) => log.follow(hear),
    async ending(signal) {
      for await (const { event } of read(0, signal)) {
        if (event.type === 'turn-end' || event.type === 'turn-error') return event;
      }
      throw new Error('The script has no ending.');
    },
    get readers() {
      return readers;
    },
    get cancelled() {
      return cancelled;
    },
    append(...events) {
      for (const event of events) log.append(event);
    },
    end(result = {}) {
      log.append({ type: 'turn-end', result: { ...wholeResult(traceId), ...result } });
      log.close();
    },
    fail({ code, message, retryable, retryAfterMs }) {
      const error = { code, message, retryable, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
      log.append({
        type: 'turn-error',
        error,
        traceId,
        conversationId: 'conversation-1',
        text: '',
        usage: null,
        costUsd: null,
      });
      log.close();
    },
    cancel() {
      if (log.closed) return false;
      cancelled = true;
      turn.fail(new JackdawError('cancelled', 'Cancelled.'));
      return true;
    },
  };
  return turn;
}

function wholeResult(traceId: string): TurnResult {
  return {
    text: 'An answer.',
    model: 'a-model',
    cache: 'miss',
    usage: { input: 1, output: 2, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
    costUsd: 0.001,
    savedUsd: 0,
    latencyMs: 10,
    ttftMs: 5,
    traceId,
    conversationId: 'conversation-1',
    stopReason: 'end_turn',
  };
}
