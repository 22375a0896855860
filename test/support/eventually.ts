import { vi } from 'vitest';

export interface EventuallyOptions {
  /** Milliseconds between two looks. */
  readonly interval?: number;
}

/** Asserts again and again until it holds; the assertion's own failure where it does not within a minute. */
export const eventually = <T>(holds: () => T | Promise<T>, options: EventuallyOptions = {}): Promise<T> =>
  vi.waitFor(holds, { timeout: 60_000, ...options });
