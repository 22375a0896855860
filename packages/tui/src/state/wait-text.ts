import type { ChatEventOf } from '@jackdaw/core/protocol';

/** A turn that waits for a limit; `at` is the time of the turn's clock at which it should be its turn. */
export interface Wait {
  /** In words: what it waits for. */
  readonly what: string;
  /** Place in the queue, from 1. */
  readonly position: number;
  /** Milliseconds. */
  readonly at: number;
}

type WaitEvent = ChatEventOf<'admission-wait'> | ChatEventOf<'upstream-wait'>;

/** `now` and the result's `at` are of one clock, which must be monotonic: the machine's time of day may jump. */
export function waitOf(event: WaitEvent, now: number): Wait {
  return { what: whatIsWaitedFor(event), position: event.position, at: now + event.waitMs };
}

/** `waiting for the rate limit of claude-sonnet-5-5 · place 3 · about 12 s`, with what is left at `now`. */
export function waitText({ what, position, at }: Wait, now: number): string {
  return `waiting for ${what} · place ${position} · ${aboutText(at - now)}`;
}

function aboutText(leftMs: number): string {
  return leftMs > 0 ? `about ${countdown(leftMs)}` : 'any moment now';
}

/** What is left, in whole seconds rounded up, so that it never says 0 while there is something left. */
export function countdown(leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (hours > 0) return `${hours} h ${minutes % 60} m`;
  return minutes > 0 ? `${minutes} m ${seconds % 60} s` : `${seconds} s`;
}

function whatIsWaitedFor(event: WaitEvent): string {
  if (event.type === 'admission-wait') return 'jackdaw’s own rate limit';
  switch (event.reason) {
    case 'requests':
      return `the rate limit of ${event.model}`;
    case 'input-tokens':
      return `the input token limit of ${event.model}`;
    case 'output-tokens':
      return `the output token limit of ${event.model}`;
    case 'retry-after':
      return `${event.model}, as its service asked`;
    case 'concurrency':
      return `a free call of ${event.model}`;
    case 'recovery':
      return `${event.model} to recover`;
    case 'first-answer':
      return `the limits of ${event.model}`;
  }
}
