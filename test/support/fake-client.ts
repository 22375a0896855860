import type { ClientTurn, JackdawClient, TurnNotification } from '@jackdaw/core/client';
import type { ChatEvent, MethodName, Stats, TurnResult, WireRequest } from '@jackdaw/core/protocol';
import { JackdawError } from '@jackdaw/core/protocol';

/** What the fake says to a question; `cancelled` resolves when the client cancels. */
export type Script = (request: WireRequest, turn: ScriptedTurn) => AsyncIterable<ChatEvent>;
export interface ScriptedTurn {
  readonly turnId: string;
  readonly cancelled: Promise<void>;
}

export interface FakeClient extends JackdawClient {
  readonly requests: readonly WireRequest[];
  readonly calls: readonly { readonly method: MethodName; readonly params: unknown }[];
  /** Drops the connection, as a killed daemon does. Turns go on at the daemon and can be attached to. */
  drop(): void;
  publish(stats: Stats): void;
}

/** State that outlives a connection: the turns and their events so far. */
export interface FakeDaemon {
  connect(): FakeClient;
  /** Forgets every turn, as a daemon that was started anew. */
  forget(): void;
}

interface DaemonTurn {
  readonly events: ChatEvent[];
  readonly wakers: Set<() => void>;
  done: boolean;
  readonly cancel: () => void;
}

/** A daemon in this process: `answers` gives results of methods by name, `script` the events of turns. */
export function createFakeDaemon(
  script: Script,
  answers: Partial<Record<MethodName, unknown>> = {},
): FakeDaemon {
  let turns = new Map<string, DaemonTurn>();
  let nextTurn = 1;

  function begin(request: WireRequest): string {
    const turnId = `turn-${nextTurn++}`;
    const cancelled = Promise.withResolvers<void>();
    const turn: DaemonTurn = { events: [], wakers: new Set(), done: false, cancel: cancelled.resolve };
    turns.set(turnId, turn);
    void (async () => {
      for await (const event of script(request, { turnId, cancelled: cancelled.promise })) {
        turn.events.push(event);
        turn.done = event.type === 'turn-end' || event.type === 'turn-error';
        for (const wake of turn.wakers) wake();
      }
    })();
    return turnId;
  }

  function connect(): FakeClient {
    const requests: WireRequest[] = [];
    const calls: { method: MethodName; params: unknown }[] = [];
    const closeListeners = new Set<(reason: JackdawError) => void>();
    const metricsListeners = new Set<(stats: Stats) => void>();
    const lost = Promise.withResolvers<never>();
    lost.promise.catch(() => {});
    let reason: JackdawError | null = null;

    async function* read(
      turn: DaemonTurn,
      turnId: string,
      from: number,
      left: Promise<'left'>,
    ): AsyncGenerator<TurnNotification, void, void> {
      for (let seq = from; ; seq++) {
        while (turn.events[seq] === undefined) {
          if (turn.done) return;
          const more = new Promise<void>((resolve) => turn.wakers.add(resolve));
          if ((await Promise.race([more, lost.promise, left])) === 'left') return;
        }
        if (reason !== null) throw reason;
        const event = turn.events[seq];
        if (event !== undefined) yield { turnId, seq, event };
      }
    }

    function follow(turnId: string, from: number): ClientTurn {
      const turn = turns.get(turnId);
      if (turn === undefined) throw new JackdawError('not_found', 'There is no such turn.');
      const left = Promise.withResolvers<'left'>();
      const reader = read(turn, turnId, from, left.promise);
      return {
        turnId,
        conversationId: null,
        events: {
          next: () => reader.next(),
          // A generator's own `return` waits for the event that may never come.
          async return() {
            left.resolve('left');
            return { done: true, value: undefined };
          },
          [Symbol.asyncIterator]() {
            return this;
          },
        },
        cancel: async () => turn.cancel(),
      };
    }

    const close = (why: string) => {
      if (reason !== null) return;
      reason = new JackdawError('daemon_unavailable', why);
      lost.reject(reason);
      for (const listener of closeListeners) listener(reason);
    };

    return {
      requests,
      calls,
      async call(method, params) {
        if (reason !== null) throw reason;
        calls.push({ method, params });
        const answer = answers[method];
        if (answer === undefined) throw new JackdawError('method_not_found', `The fake knows no ${method}.`);
        return (typeof answer === 'function' ? answer(params) : answer) as never;
      },
      async startTurn(request) {
        if (reason !== null) throw reason;
        requests.push(request);
        return follow(begin(request), 0);
      },
      async attach(turnId, from) {
        if (reason !== null) throw reason;
        return follow(turnId, from);
      },
      async onMetrics(listener) {
        metricsListeners.add(listener);
        return () => metricsListeners.delete(listener);
      },
      onClose: (listener) => void closeListeners.add(listener),
      close: () => close('closed'),
      drop: () => close('The connection to the daemon was lost (1006).'),
      publish: (stats) => {
        for (const listener of metricsListeners) listener(stats);
      },
    };
  }

  return {
    connect,
    forget: () => {
      turns = new Map();
    },
  };
}

/** A result to change in parts. */
export const PLAIN_RESULT: TurnResult = {
  text: '',
  model: 'model-small',
  cache: 'miss',
  usage: { input: 12, output: 34, cacheRead: 0, cacheWrite5m: 0, cacheWrite1h: 0 },
  costUsd: 0.0042,
  savedUsd: 0,
  latencyMs: 1_234,
  ttftMs: 400,
  traceId: 'trace-1',
  conversationId: 'conversation-1',
  stopReason: 'end_turn',
};

/** The events of an ordinary miss up to its first text. */
export function openingEvents(turnId: string, model = 'model-small'): readonly ChatEvent[] {
  return [
    { type: 'turn-start', turnId, traceId: 'trace-1', conversationId: 'conversation-1', simulated: false },
    { type: 'admission-pass' },
    { type: 'cache-miss', tier: 'exact', reason: 'nothing similar was asked' },
    {
      type: 'route-choose',
      model,
      tier: 'fast',
      task: 'simple_qa',
      confidence: 0.9,
      contextTokens: 12,
      reason: 'a short question',
    },
    { type: 'attempt-start', attempt: 1, model },
  ];
}

/** A whole answer in one go. */
export async function* answerWith(
  turnId: string,
  text: string,
  change: Partial<TurnResult> = {},
): AsyncIterable<ChatEvent> {
  yield* openingEvents(turnId);
  yield { type: 'text-delta', text };
  yield { type: 'turn-end', result: { ...PLAIN_RESULT, text, ...change } };
}
