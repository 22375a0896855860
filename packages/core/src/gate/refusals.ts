import { JackdawError } from '../errors/index.ts';

/** The breaker is open: the last failure's code, and when the model is tried again. */
export function breakerRefusal(model: string, last: JackdawError, retryAfterMs: number): JackdawError {
  return new JackdawError(
    last.code,
    `${model} keeps failing, so it is left alone for a moment. The last time: ${last.message} It is tried again ${inTime(retryAfterMs)}.`,
    { cause: last, retryable: true, retryAfterMs: Math.ceil(retryAfterMs) },
  );
}

/** The upstream wants to be left alone for longer than anybody waits. */
export function pauseRefusal(model: string, last: JackdawError, retryAfterMs: number): JackdawError {
  return new JackdawError(
    last.code,
    `The upstream asked to be left alone by ${model}, after: ${last.message} Ask again ${inTime(retryAfterMs)}, or choose another model.`,
    { cause: last, retryable: true, retryAfterMs: Math.ceil(retryAfterMs) },
  );
}

function inTime(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 120 ? `in ${seconds} s` : `in ${Math.ceil(seconds / 60)} minutes`;
}
