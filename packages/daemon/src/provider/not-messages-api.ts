import { JackdawError } from '@jackdaw/core';

/** Something answered at that address, and not as the Messages API does. */
export function notMessagesApi(host: string): JackdawError {
  return new JackdawError(
    'upstream_error',
    `${host} answered, but not with a stream of the Messages API. The base URL may belong to something else; check ANTHROPIC_BASE_URL.`,
    { retryable: false },
  );
}
