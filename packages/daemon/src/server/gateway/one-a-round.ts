/**
 * Lets callers on in the order in which they came, one in each round of the event loop. Node takes on one new connection a
 * round: where a round begins dozens of turns at once, whoever connects meanwhile waits for dozens of such rounds.
 */
export function createOneARound(
  defer: (next: () => void) => void = (next) => void setImmediate(next),
): () => Promise<void> {
  const waiting: (() => void)[] = [];

  function next(): void {
    waiting.shift()?.();
    if (waiting.length > 0) defer(next);
  }

  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      if (waiting.length === 1) defer(next);
    });
}
