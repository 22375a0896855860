import { JackdawError } from '@jackdaw/core';

/** Bytes of an answer: the longest that a model gives is a tenth of it. */
export const MOST_BYTES = 64 * 1024 * 1024;
/** Bytes of what is no answer: the reason why there is none. */
export const MOST_ERROR_BYTES = 1024 * 1024;

/** The server sent more than any answer has. */
export function endless(mostBytes: number): JackdawError {
  const message = `The model's server sent more than ${mostBytes / 1024 / 1024} MiB at once, which no answer has. The connection was closed.`;
  return new JackdawError('upstream_error', message, { retryable: false });
}
