import type { Span } from '../protocol/records.ts';
import type { ChatEvent, ChatEventOf } from '../turn/chat-event.ts';
import type { TurnResult } from '../turn/turn-result.ts';
import type { LoggedEvent } from '../turn/event-log.ts';

/**
 * A trace, read off the times of a turn's events: each stage speaks when it is through, so a span reaches from the end
 * of the stage before to its own event. The pipeline itself has no tracing code.
 */
export function spansOf(entries: readonly LoggedEvent<ChatEvent>[]): Span[] {
  const origin = entries[0]?.at ?? 0;
  const spans: Span[] = [];
  let stageStart = origin;
  let attemptStart: number | null = null;
  let firstToken = false;
  let model: string | null = null;
  let retryFrom: { readonly at: number; readonly ms: number; readonly error: string } | null = null;
  /** When the last answer was there and could be looked at, and where in the trace that is. */
  let answered: { readonly at: number; readonly place: number } | null = null;
  let admissionWait: { readonly reason: string; readonly position: number } | null = null;
  let waiting: Wait | null = null;

  const span = (name: string, from: number, to: number, attributes: Span['attributes']) => {
    spans.push({ name, startMs: rounded(from - origin), durationMs: rounded(to - from), attributes });
  };
  const stage = (name: string, to: number, attributes: Span['attributes']) => {
    span(name, stageStart, to, attributes);
    stageStart = to;
  };

  for (const { at, event } of entries) {
    switch (event.type) {
      case 'admission-pass':
        stage('admission', at, admissionWait === null ? {} : { ...admissionWait, waited: true });
        break;
      case 'cache-hit':
        stage('cache', at, {
          outcome: event.tier,
          entry: event.entryId,
          similarity: event.similarity ?? null,
          reason: hitReason(event),
        });
        break;
      case 'cache-miss':
        stage(`${event.tier} cache`, at, {
          outcome: 'miss',
          reason: event.reason,
          similarity: event.suggestion?.similarity ?? null,
        });
        break;
      case 'context-compact':
        stage('compact', at, {
          turns: event.turns,
          fromTokens: event.fromTokens,
          toTokens: event.toTokens,
          model: event.model,
          costUsd: event.costUsd,
        });
        break;
      case 'route-choose':
        stage('route', at, {
          model: event.model,
          tier: event.tier,
          task: event.task,
          confidence: event.confidence,
          tokens: event.contextTokens,
          reason: event.reason,
        });
        break;
      case 'flight-join':
        stage('flight', at, { joined: true, reason: 'the same question was under way' });
        break;
      case 'upstream-wait':
        waiting = extendWait(waiting, at, event);
        break;
      case 'route-change':
        stage('route', at, { model: event.model, tier: event.tier, from: event.from, reason: event.reason });
        break;
      case 'attempt-start':
        if (waiting !== null) {
          span('upstream wait', waiting.at, at, {
            model: event.model,
            reason: waiting.reason,
            position: waiting.position,
          });
          waiting = null;
        }
        if (retryFrom !== null)
          span('retry wait', retryFrom.at, at, { reason: retryFrom.error, plannedMs: retryFrom.ms });
        retryFrom = null;
        attemptStart = at;
        model = event.model;
        firstToken = false;
        break;
      case 'text-delta':
      case 'thinking-delta':
      case 'passage-bytes':
        if (!firstToken && attemptStart !== null) span('first token', attemptStart, at, {});
        firstToken = true;
        break;
      case 'attempt-end':
        span(`attempt ${event.attempt}`, attemptStart ?? at, at, {
          model: event.model,
          error: event.error?.code ?? null,
          reason: event.error?.message ?? null,
          requestId: event.error?.requestId ?? null,
          retryInMs: event.retryInMs ?? null,
          inputTokens: event.usage?.input ?? null,
          outputTokens: event.usage?.output ?? null,
          cacheReadTokens: event.usage?.cacheRead ?? null,
          cacheWriteTokens: event.usage === null ? null : event.usage.cacheWrite5m + event.usage.cacheWrite1h,
          costUsd: event.costUsd,
        });
        if (event.retryInMs !== undefined)
          retryFrom = { at, ms: event.retryInMs, error: event.error?.code ?? '' };
        attemptStart = null;
        stageStart = at;
        answered = event.error === undefined ? { at, place: spans.length } : null;
        break;
      case 'text-discard':
        // The answer that takes the other's place has begun by now: that is the attempt's time, not the check's.
        span('validate', stageStart, stageStart, { outcome: 'invalid', reason: event.reason });
        break;
      case 'cache-save':
        stage('cache save', at, { entry: event.entryId });
        break;
      case 'turn-end':
        if (answered !== null) {
          // It is told with the end alone, and stood before what was done with the answer.
          const startMs = rounded(answered.at - origin);
          const verdict = { name: 'validate', startMs, durationMs: 0, attributes: verdictOf(event.result) };
          spans.splice(answered.place, 0, verdict);
        }
        stage('finish', at, {
          stopReason: event.result.stopReason,
          reason: event.result.explanation ?? null,
        });
        break;
      case 'turn-error':
        // A call that was cancelled has no end of its own among the events.
        if (attemptStart !== null) {
          span('attempt', attemptStart, at, { model, error: event.error.code });
          stageStart = at;
        }
        if (waiting !== null) {
          span('upstream wait', waiting.at, at, { reason: waiting.reason, position: waiting.position });
          stageStart = at;
        }
        stage('finish', at, { error: event.error.code, reason: event.error.message });
        break;
      case 'admission-wait':
        admissionWait ??= { reason: event.reason, position: event.position };
        break;
      case 'warning':
        span('warning', at, at, { reason: event.message });
        break;
      case 'turn-start':
      case 'passage-hit':
      case 'passage-refusal':
      case 'content-block':
      case 'object-delta':
        break;
      default:
        event satisfies never;
    }
  }
  return spans;
}

/** To nanoseconds: what subtracting leaves behind that is a sixth of a stored trace. */
const rounded = (milliseconds: number): number => Math.round(milliseconds * 1e6) / 1e6;

/** What the validator made of an answer: whole (and what it had to mend), refused, or cut. */
function verdictOf({ stopReason, explanation, repairs }: TurnResult): Span['attributes'] {
  const outcome = outcomeOf(stopReason);
  return {
    outcome,
    reason: outcome === 'whole' ? null : (explanation ?? stopReason),
    repairs: repairs === undefined ? null : repairs.join(', '),
  };
}

function outcomeOf(stopReason: string): 'whole' | 'refused' | 'cut' {
  switch (stopReason) {
    case 'refusal':
      return 'refused';
    case 'max_tokens':
    case 'pause_turn':
    case 'model_context_window_exceeded':
      return 'cut';
    default:
      return 'whole';
  }
}

interface Wait {
  readonly at: number;
  readonly reason: string;
  /** The place in the queue at its beginning. */
  readonly position: number;
}

/** The wait with what it is for last: a call may wait for one limit after the other. */
function extendWait(before: Wait | null, at: number, event: ChatEventOf<'upstream-wait'>): Wait {
  const { reason, position } = event;
  return before === null ? { at, reason, position } : { ...before, reason };
}

function hitReason({ tier, judged, similarity }: ChatEventOf<'cache-hit'>): string {
  if (tier === 'exact') return 'the same question in the same context';
  if (judged === true) return 'the judge found the questions the same';
  return `alike (${(similarity ?? 1).toFixed(3)}), and every guard let it pass`;
}
