import type { ChatEvent, TurnRecord, Usage } from '@jackdaw/core';

/** One upstream call of a turn. Times are milliseconds since the epoch. */
export interface UpstreamCall {
  readonly attempt: number;
  readonly requestModel: string;
  readonly responseModel: string | null;
  readonly start: number;
  readonly end: number;
  readonly firstToken: number | null;
  readonly usage: Usage | null;
  /** Dollars. */
  readonly costUsd: number | null;
  readonly stopReason: string | null;
  /** An error's code. */
  readonly error: string | null;
}

/** Read off the times of the turn's events. A turn that joined another's call made none of its own. */
export function callsOf({ events, startedAt, ending }: TurnRecord): UpstreamCall[] {
  const origin = events[0]?.at ?? 0;
  const timeOf = (at: number) => startedAt + (at - origin);
  const calls: UpstreamCall[] = [];
  let begun: { readonly event: Extract<ChatEvent, { type: 'attempt-start' }>; readonly at: number } | null =
    null;
  let firstToken: number | null = null;

  const add = (
    at: number,
    call: Pick<UpstreamCall, 'responseModel' | 'usage' | 'costUsd' | 'stopReason' | 'error'>,
  ) => {
    if (begun === null) return;
    const { attempt, model } = begun.event;
    calls.push({
      attempt,
      requestModel: model,
      start: timeOf(begun.at),
      end: timeOf(at),
      firstToken,
      ...call,
    });
    begun = null;
  };

  for (const { at, event } of events) {
    switch (event.type) {
      case 'flight-join':
        return [];
      case 'attempt-start':
        begun = { event, at };
        firstToken = null;
        break;
      case 'text-delta':
      case 'thinking-delta':
      case 'content-block':
        if (begun !== null) firstToken ??= timeOf(at);
        break;
      case 'attempt-end': {
        const { usage, costUsd, error, model } = event;
        const whole = error === undefined;
        add(at, {
          responseModel: whole ? model : null,
          usage,
          costUsd,
          stopReason: null,
          error: error?.code ?? null,
        });
        break;
      }
      case 'turn-error':
        // A call that was cancelled has no end of its own among the events.
        add(at, {
          responseModel: null,
          usage: calls.length === 0 ? event.usage : null,
          costUsd: calls.length === 0 ? event.costUsd : null,
          stopReason: null,
          error: event.error.code,
        });
        break;
      default:
        break;
    }
  }
  const last = calls.at(-1);
  if ('result' in ending && last !== undefined && last.error === null) {
    calls[calls.length - 1] = {
      ...last,
      responseModel: ending.result.model,
      stopReason: ending.result.stopReason,
    };
  }
  return calls;
}
