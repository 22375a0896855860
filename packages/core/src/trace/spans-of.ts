import type { Span } from '../protocol/records.ts';
import type { ChatEvent } from '../turn/chat-event.ts';
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
  let waiting: { readonly at: number; readonly reason: string } | null = null;

  const span = (name: string, from: number, to: number, attributes: Span['attributes']) => {
    spans.push({ name, startMs: from - origin, durationMs: to - from, attributes });
  };
  const stage = (name: string, to: number, attributes: Span['attributes']) => {
    span(name, stageStart, to, attributes);
    stageStart = to;
  };

  for (const { at, event } of entries) {
    switch (event.type) {
      case 'admission-pass':
        stage('admission', at, {});
        break;
      case 'cache-hit':
        stage('cache', at, {
          outcome: event.tier,
          entry: event.entryId,
          similarity: event.similarity ?? null,
        });
        break;
      case 'cache-miss':
        stage(`${event.tier} cache`, at, {
          outcome: 'miss',
          reason: event.reason,
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
        stage('flight', at, { joined: true });
        break;
      case 'upstream-wait':
        waiting ??= { at, reason: event.reason };
        break;
      case 'route-change':
        stage('route', at, { model: event.model, tier: event.tier, from: event.from, reason: event.reason });
        break;
      case 'attempt-start':
        if (waiting !== null) {
          span('upstream wait', waiting.at, at, { model: event.model, reason: waiting.reason });
          waiting = null;
        }
        attemptStart = at;
        firstToken = false;
        break;
      case 'text-delta':
      case 'thinking-delta':
        if (!firstToken && attemptStart !== null) span('first token', attemptStart, at, {});
        firstToken = true;
        break;
      case 'attempt-end':
        span(`attempt ${event.attempt}`, attemptStart ?? at, at, {
          model: event.model,
          error: event.error?.code ?? null,
          retryInMs: event.retryInMs ?? null,
          costUsd: event.costUsd,
        });
        stageStart = at;
        break;
      case 'text-discard':
        stage('validate', at, { outcome: 'invalid', reason: event.reason });
        break;
      case 'cache-save':
        stage('cache save', at, { entry: event.entryId });
        break;
      case 'turn-end':
        stage('finish', at, { stopReason: event.result.stopReason });
        break;
      case 'turn-error':
        stage('finish', at, { error: event.error.code });
        break;
      case 'turn-start':
      case 'admission-wait':
      case 'content-block':
      case 'object-delta':
      case 'warning':
        break;
      default:
        event satisfies never;
    }
  }
  return spans;
}
