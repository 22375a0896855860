/** Keeps retries from multiplying an upstream's trouble: a share of all calls, not only so many per call. */
export interface RetryBudget {
  /** Counts a first attempt. */
  countCall(model: string): void;
  /** Takes one retry off the budget of this model; false where it is spent. */
  tryRetry(model: string): boolean;
}

export interface RetryBudgetOptions {
  /** Retries per first attempt, over the window. Default 0.2. */
  readonly share?: number;
  /** Retries that are free in every window, so that a lone user's call can be retried at all. Default 10. */
  readonly floor?: number;
  /** Milliseconds. Default 60,000. */
  readonly windowMs?: number;
}

/** The window moves on by a tenth at a time: ten pairs of counts for a model, however many calls there are. */
const SLICES = 10;

interface Slice {
  readonly index: number;
  calls: number;
  retries: number;
}

export function createRetryBudget(
  monotonic: () => number,
  { share = 0.2, floor = 10, windowMs = 60_000 }: RetryBudgetOptions = {},
): RetryBudget {
  const models = new Map<string, Slice[]>();
  const now = () => Math.floor(monotonic() / (windowMs / SLICES));

  function recent(model: string): Slice[] {
    const oldest = now() - SLICES + 1;
    const slices = (models.get(model) ?? []).filter((slice) => slice.index >= oldest);
    if (!models.has(model)) forgetIdle(oldest);
    models.set(model, slices);
    return slices;
  }

  /** Ids come from callers, who may make up ever new ones. */
  function forgetIdle(oldest: number): void {
    for (const [model, slices] of models) {
      if (slices.every((slice) => slice.index < oldest)) models.delete(model);
    }
  }

  function current(slices: Slice[]): Slice {
    const index = now();
    const last = slices.at(-1);
    if (last?.index === index) return last;
    const slice = { index, calls: 0, retries: 0 };
    slices.push(slice);
    return slice;
  }

  return {
    countCall(model) {
      current(recent(model)).calls += 1;
    },
    tryRetry(model) {
      const slices = recent(model);
      const calls = slices.reduce((sum, slice) => sum + slice.calls, 0);
      const retries = slices.reduce((sum, slice) => sum + slice.retries, 0);
      if (retries + 1 > floor + share * calls) return false;
      current(slices).retries += 1;
      return true;
    },
  };
}
