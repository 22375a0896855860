import { abortable } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import { CONTINUE_PROMPT, type ConversationAsk, type Context, type OpenTurn } from '../history/index.ts';
import type { WireRequest } from '../protocol/request-schema.ts';
import { checkSchema } from '../validate/index.ts';
import type { Store } from '../store/index.ts';
import type { ChatEvent, ChatEventOf } from './chat-event.ts';
import type { ContextPolicy } from './context-policy.ts';
import { createCompactor } from './create-compactor.ts';
import { driveTurn, trySave, type TurnBase } from './drive-turn.ts';
import { estimateTurn } from './estimate-turn.ts';
import { EventLog } from './event-log.ts';
import type { LateBooks } from './late-books.ts';
import type { Records } from './record-turn.ts';
import type { TurnStages } from './run-turn.ts';
import { recallAnswer } from './recall-answer.ts';
import { toPassageRequest } from './to-passage-request.ts';
import { tenantOf, toChatRequest, type RequestDefaults } from './to-chat-request.ts';
import type { Turn, Turns } from './turns.ts';

/** Finished turns that can still be attached to. */
const ENDED_KEPT = 64;
/** Of all of them together: a long answer has as many as a thousand short ones. */
const ENDED_EVENTS = 50_000;

export interface TurnsOptions {
  readonly stages: TurnStages;
  readonly records: Records;
  readonly lateBooks: LateBooks;
  readonly store: Store;
  readonly defaults: RequestDefaults;
  /** What becomes of conversations that fill their model's window. */
  readonly context: ContextPolicy;
  /** Milliseconds that a turn goes on without a reader. */
  readonly lingerMs: number;
}

const NO_CONTEXT: Context = {
  messages: [],
  entries: [],
  turnIds: [],
  beginsWithSummary: false,
  previous: null,
};

interface Opened {
  readonly open: OpenTurn | null;
  readonly warning: string | null;
}

interface RunningTurn extends Turn {
  readonly log: EventLog<ChatEvent>;
  readonly over: Promise<void>;
  readonly isPassage: boolean;
}

/** Runs each turn once, into a log that any number of readers follow, and puts it on record. */
export function createTurns(options: TurnsOptions): Turns {
  const { stages, records, lateBooks, store, defaults, lingerMs } = options;
  const { clock, newId } = stages;
  const { conversations } = records;
  const compactor = createCompactor({ stages, conversations, policy: options.context });
  const closing = new AbortController();
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
    const asked = askedOf(request);
    if (asked === null) return { open: null, warning: null };
    const { open, operations } = await records.conversations.begin({
      conversationId: request.conversationId ?? null,
      turnId,
      traceId,
      asked,
      system: typeof request.system === 'string' ? request.system : null,
    });
    return { open, warning: await trySave(store, operations) };
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

    const watch = { onEnter: enter, onLeave: leave };

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
      isPassage: base.request.passage !== undefined,
      over: driveTurn(
        base,
        warning,
        log,
        { stages, records, lateBooks, compactor, store },
        controller.signal,
      ).finally(() => {
        endLinger();
        running.delete(turnId);
        if (!turn.isPassage) keepEnded(turn);
      }),
      read: (from, signal) =>
        // Whoever comes to a turn that is over gets its end at least.
        log.read(log.closed ? Math.min(from, log.entries.length - 1) : from, signal, watch),
      follow(hear) {
        enter();
        const stop = log.follow(hear);
        let isFollowing = true;
        return () => {
          stop();
          if (isFollowing) leave();
          isFollowing = false;
        };
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
    let events = 0;
    for (const { log } of ended.values()) events += log.entries.length;
    for (const [oldest, { log }] of ended) {
      const isNewest = oldest === turn.turnId;
      if (isNewest || (ended.size <= ENDED_KEPT && events <= ENDED_EVENTS)) break;
      ended.delete(oldest);
      events -= log.entries.length;
    }
  }

  return {
    async start(asked, caller) {
      ensureRunning();
      const wanted = asked.continue === true ? continuationOf(asked) : asked;
      if (wanted.schema !== undefined) checkSchema(wanted.schema, stages.bound);
      if (wanted.prompt !== undefined) stages.admission.checkPrompt(wanted.prompt);
      const turnId = newId();
      const traceId = turnId; // a turn has one trace
      const { open, warning } = await openConversation(wanted, turnId, traceId);
      ensureRunning();
      // A question that is asked anew is known to the conversation alone.
      const request = open === null ? wanted : { ...wanted, prompt: open.turn.prompt };
      const context = {
        ...(open?.context ?? NO_CONTEXT),
        content: open?.content,
        system: open?.system ?? null,
        tenant: tenantOf(caller),
      };
      return launch(
        { turnId, traceId, open, request: toChatRequest(request, context, defaults), caller },
        warning,
      );
    },
    async estimate(request, caller) {
      const known =
        request.conversationId === undefined
          ? null
          : await records.conversations.peek(request.conversationId);
      const context = {
        ...(known?.context ?? NO_CONTEXT),
        system: known?.system ?? null,
        tenant: tenantOf(caller),
      };
      const asked = toChatRequest(request, context, defaults);
      const sent = known === null ? asked : compactor.foresee(asked, known.context, caller.upstream);
      return estimateTurn(sent, caller.upstream, stages);
    },
    async compact(conversationId, caller, signal) {
      ensureRunning();
      const { context } = await conversations.peek(conversationId);
      const request = toChatRequest(
        { prompt: '', priority: 'person' },
        { ...NO_CONTEXT, system: null, tenant: tenantOf(caller) },
        defaults,
      );
      const either = AbortSignal.any([signal, closing.signal]);
      const { recordAttempt } = stages;
      return compactor.compactNow(conversationId, context, request, caller.upstream, recordAttempt, either);
    },
    pass(asked, caller) {
      ensureRunning();
      const turnId = newId();
      const request = toPassageRequest(asked, tenantOf(caller), defaults);
      return launch({ turnId, traceId: turnId, open: null, request, caller }, null);
    },
    recall: (request, caller) =>
      stopping ? null : recallAnswer(request, caller, { stages, lateBooks, defaults }),
    get(turnId) {
      const turn = running.get(turnId) ?? ended.get(turnId);
      return turn?.isPassage === true ? undefined : turn;
    },
    get active() {
      return running.size;
    },
    async stop() {
      stopping = true;
      closing.abort(new JackdawError('shutting_down', 'The daemon is stopping.'));
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

/** Null where the caller keeps the conversation. */
function askedOf({ prompt, attachments, continue: goOn, regenerate }: WireRequest): ConversationAsk | null {
  if (regenerate !== undefined) return { kind: 'variant', traceId: regenerate === true ? null : regenerate };
  if (prompt === undefined) return null;
  return goOn === true ? { kind: 'continuation', prompt } : { kind: 'question', prompt, attachments };
}

/** The words that the model gets in the place of a question. What is like them says nothing about the answer. */
function continuationOf(request: WireRequest): WireRequest {
  return { ...request, prompt: CONTINUE_PROMPT, cache: { ...request.cache, semantic: 'off' } };
}
