import { JackdawError } from '../errors/index.ts';

/** A queue has no room for one more; `waitMs` until it could be served. */
export function queueFull(waiting: number, waitMs: number): JackdawError {
  const retryAfterMs = Math.max(1, Math.ceil(waitMs));
  const seconds = Math.ceil(retryAfterMs / 1000);
  return new JackdawError(
    'queue_full',
    `Too many requests: ${waiting} are waiting, and no more may. Ask again in about ${seconds} s.`,
    { retryAfterMs },
  );
}
