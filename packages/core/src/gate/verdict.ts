import type { JackdawError } from '../errors/index.ts';

/** What the end of a call says of the upstream: it works, it does not, or nothing. */
export type Verdict = 'well' | 'ill' | 'unknown';

/** `answered`: the upstream had begun to answer; what breaks off then is the fault of the way there. */
export function verdictOn(error: JackdawError | null, answered: boolean): Verdict {
  if (error === null) return answered ? 'well' : 'unknown';
  switch (error.code) {
    case 'overloaded':
    case 'stalled':
      return 'ill';
    case 'interrupted':
      return answered ? 'well' : 'ill';
    case 'upstream_error':
      return error.retryable ? 'ill' : 'well';
    // Whoever says no is there.
    case 'rate_limited':
    case 'credentials_rejected':
    case 'spend_limit':
    case 'upstream_rejected':
    case 'context_exceeded':
      return 'well';
    // Nothing that is not reached needs rest, and it may be back at any moment.
    case 'unreachable':
      return 'unknown';
    default:
      return 'unknown';
  }
}
