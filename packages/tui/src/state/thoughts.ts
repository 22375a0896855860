import { formatDuration } from '../output/index.ts';

/** What a model thinks in a turn, and how long. Times are milliseconds of one clock. */
export interface Thoughts {
  /** A piece more. */
  push(text: string, now: number): void;
  /** Ends it: how long was thought since the last time, in words; null where nothing was. */
  fold(now: number): string | null;
  /** While it thinks: what it has thought since the last fold; else empty. */
  current(): string;
  /** All of it. */
  all(): string;
}

export function createThoughts(): Thoughts {
  let earlier = '';
  let current = '';
  let since: number | null = null;
  return {
    push(text, now) {
      since ??= now;
      current += text;
    },
    fold(now) {
      if (since === null) return null;
      const took = formatDuration(Math.max(0, now - since));
      since = null;
      earlier = earlier === '' ? current : `${earlier}\n\n${current}`;
      current = '';
      return took;
    },
    current: () => current,
    all: () => (current === '' ? earlier : `${earlier}\n\n${current}`.trim()),
  };
}
