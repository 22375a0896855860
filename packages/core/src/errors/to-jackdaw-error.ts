import { JackdawError } from './jackdaw-error.ts';

/** Whatever was thrown, as a `JackdawError`: an abort becomes `cancelled`, the unexpected becomes `internal`. */
export function toJackdawError(thrown: unknown): JackdawError {
  if (thrown instanceof JackdawError) return thrown;
  if (thrown instanceof Error && thrown.name === 'AbortError') {
    return new JackdawError('cancelled', 'Cancelled.', { cause: thrown });
  }
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new JackdawError('internal', `Something went wrong inside jackdaw: ${message}`, { cause: thrown });
}
