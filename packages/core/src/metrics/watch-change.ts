import type { Clock } from '../clock/index.ts';

/** Calls `listener` when `look` gives something else than before, looking each `everyMs`; until the function returned is called. */
export function watchChange(
  look: () => string,
  listener: () => void,
  everyMs: number,
  clock: Clock,
): () => void {
  const over = new AbortController();
  let before = look();
  async function watch(): Promise<void> {
    while (true) {
      await clock.sleep(everyMs, over.signal);
      const now = look();
      if (now !== before) listener();
      before = now;
    }
  }
  watch().catch(() => {});
  return () => over.abort();
}
