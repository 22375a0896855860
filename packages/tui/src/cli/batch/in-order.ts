export interface InOrderOptions {
  readonly from: number;
  readonly until: number;
  /** Pieces of work under way at once. */
  readonly concurrency: number;
  /** Aborted from outside, and here when a piece fails: the others may end early. */
  readonly controller: AbortController;
}

/** Results that may wait for an earlier one, for each that is under way. */
const AHEAD = 64;

/**
 * Does numbered work, several at once, and hands the results on in order. Rejects with the first failure in time, when all
 * that was under way has ended; what stood before the failed one in order has been handed on by then.
 */
export async function inOrder<Result>(
  { from, until, concurrency, controller }: InOrderOptions,
  work: (index: number, signal: AbortSignal) => Promise<Result>,
  take: (result: Result, index: number) => Promise<void>,
): Promise<void> {
  const { signal } = controller;
  const waiting = new Map<number, Result>();
  let next = from;
  let taken = from;
  let taking: Promise<void> = Promise.resolve();
  let wake = Promise.withResolvers<void>();

  async function takeAll(): Promise<void> {
    for (let result = waiting.get(taken); result !== undefined; result = waiting.get(taken)) {
      waiting.delete(taken);
      await take(result, taken);
      taken += 1;
      wake.resolve();
      wake = Promise.withResolvers<void>();
    }
  }

  async function lane(): Promise<void> {
    while (next < until) {
      signal.throwIfAborted();
      if (next - taken >= concurrency * AHEAD) {
        await wake.promise;
        continue;
      }
      const index = next++;
      waiting.set(index, await work(index, signal));
      taking = taking.then(takeAll);
      await taking;
    }
  }

  const lanes = Array.from({ length: Math.min(concurrency, Math.max(0, until - from)) }, () =>
    lane().catch((error: unknown) => {
      controller.abort(error);
      wake.resolve();
      throw error;
    }),
  );
  const ends = await Promise.allSettled(lanes);
  const failure = ends.find((end) => end.status === 'rejected');
  if (failure !== undefined) throw signal.aborted ? signal.reason : failure.reason;
}
