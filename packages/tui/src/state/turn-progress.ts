import type { ChatEvent, ChatEventOf } from '@jackdaw/core/protocol';
import { waitOf, type Wait } from './wait-text.ts';

/** What is known of a turn so far; grows with its events. Times are milliseconds of one clock. */
export interface TurnProgress {
  readonly startedAt: number;
  readonly simulated: boolean;
  readonly traceId: string | null;
  readonly phase: 'starting' | 'waiting' | 'asking' | 'retrying' | 'thinking' | 'answering' | 'ended';
  /** What it waits for, in the phase `waiting`. */
  readonly wait: Wait | null;
  readonly hit: ChatEventOf<'cache-hit'> | null;
  readonly missReason: string | null;
  /** An earlier answer to a question like this one, not alike enough to be served. */
  readonly suggestion: NonNullable<ChatEventOf<'cache-miss'>['suggestion']> | null;
  /** The summary that took the place of older messages in this turn. */
  readonly compact: ChatEventOf<'context-compact'> | null;
  readonly route: ChatEventOf<'route-choose'> | null;
  /** Each time that another model was asked than the one chosen, or the same one again, in words. */
  readonly changes: readonly string[];
  /** True where another turn's call answers this one as well. */
  readonly joined: boolean;
  readonly model: string | null;
  readonly attempts: number;
  /** The failure that the next attempt follows, and when it comes. */
  readonly retry: { readonly at: number; readonly next: number; readonly message: string } | null;
  readonly warnings: readonly string[];
  readonly ending: ChatEventOf<'turn-end'> | ChatEventOf<'turn-error'> | null;
}

export function startProgress(now: number): TurnProgress {
  return {
    startedAt: now,
    simulated: false,
    traceId: null,
    phase: 'starting',
    wait: null,
    hit: null,
    missReason: null,
    suggestion: null,
    compact: null,
    route: null,
    changes: [],
    joined: false,
    model: null,
    attempts: 0,
    retry: null,
    warnings: [],
    ending: null,
  };
}

/** Pure: what is known after one more event. */
export function advanceProgress(progress: TurnProgress, event: ChatEvent, now: number): TurnProgress {
  switch (event.type) {
    case 'turn-start':
      return { ...progress, simulated: event.simulated, traceId: event.traceId };
    case 'admission-wait':
    case 'upstream-wait':
      return { ...progress, phase: 'waiting', wait: waitOf(event, now) };
    case 'admission-pass':
      return { ...progress, phase: 'starting', wait: null };
    case 'cache-hit':
      return { ...progress, phase: 'answering', hit: event, model: event.model };
    case 'cache-miss':
      return { ...progress, missReason: event.reason, suggestion: event.suggestion ?? null };
    case 'context-compact':
      return { ...progress, compact: event, wait: null, phase: 'starting' };
    case 'route-choose':
      return { ...progress, phase: 'asking', route: event, model: event.model };
    case 'route-change':
      return {
        ...progress,
        phase: 'asking',
        model: event.model,
        changes: [...progress.changes, changeText(event)],
      };
    case 'text-discard':
      return { ...progress, changes: [...progress.changes, discardText(event)] };
    case 'flight-join':
      return { ...progress, joined: true };
    case 'attempt-start':
      return {
        ...progress,
        phase: 'asking',
        attempts: event.attempt,
        model: event.model,
        wait: null,
        retry: null,
      };
    case 'attempt-end':
      return { ...progress, ...retryAfter(event, now) };
    case 'thinking-delta':
      return progress.phase === 'thinking' ? progress : { ...progress, phase: 'thinking' };
    case 'text-delta':
      return progress.phase === 'answering' ? progress : { ...progress, phase: 'answering' };
    case 'warning':
      return { ...progress, warnings: [...progress.warnings, event.message] };
    case 'turn-end':
      return {
        ...progress,
        phase: 'ended',
        ending: event,
        simulated: event.result.simulated ?? progress.simulated,
      };
    case 'turn-error':
      return { ...progress, phase: 'ended', ending: event, traceId: event.traceId };
    case 'content-block':
    case 'object-delta':
    case 'cache-save':
    case 'passage-bytes':
    case 'passage-refusal':
    case 'passage-hit':
      return progress;
  }
}

/** `claude-sonnet-5-5 answers in the place of claude-opus-5-5: it is overloaded` */
export function changeText({ from, model, reason }: ChatEventOf<'route-change'>): string {
  return `${model} answers in the place of ${from}: ${reason}`;
}

/** Why another answer follows in the place of the one before. */
export function discardText({ reason }: ChatEventOf<'text-discard'>): string {
  return `the answer was not what the schema asks for (${reason}) and was asked for again`;
}

function retryAfter(event: ChatEventOf<'attempt-end'>, now: number): Partial<TurnProgress> {
  if (event.error === undefined || event.retryInMs === undefined) return {};
  return {
    phase: 'retrying',
    retry: { at: now + event.retryInMs, next: event.attempt + 1, message: event.error.message },
  };
}
