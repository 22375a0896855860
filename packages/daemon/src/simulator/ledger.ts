import { findModel, type Price } from './models.ts';

/** What one response said that it used. */
export interface BilledUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWrite5mTokens: number;
  readonly cacheWrite1hTokens: number;
}

export interface LedgerLine extends BilledUsage {
  /** Responses that were billed: those which sent at least their `message_start`. */
  readonly requests: number;
  /** Dollars; `null` when the list has no price for this model. */
  readonly costUsd: number | null;
}

export interface LedgerReport {
  readonly total: Omit<LedgerLine, 'costUsd'> & {
    readonly costUsd: number;
    readonly unpricedRequests: number;
  };
  readonly models: Readonly<Record<string, LedgerLine>>;
}

export interface Ledger {
  /** Begins the line of one response, which counts nothing until usage is said. */
  readonly open: (model: string) => LedgerEntry;
  readonly report: () => LedgerReport;
  readonly clear: () => void;
}

/** The line of one response. */
export interface LedgerEntry {
  /** Takes the place of what was said before; `null` takes the line back. */
  readonly say: (usage: BilledUsage | null) => void;
}

/**
 * Counts what a client is billed for, from what the responses said.
 *
 * The rule: an error response costs nothing. A streamed answer counts from its `message_start` on: the input
 * tokens that this event named, and the output tokens of the last usage that was written before the stream
 * ended, however it ended; so a stream that is cut before `message_delta` counts the output tokens of
 * `message_start`. An answer without streaming counts when its body was written.
 *
 * Usage counts from just before it is written, so that a client which has read an answer finds it in the ledger; when
 * the write fails, it is taken back.
 *
 * Sums are kept in whole nanodollars (the price per million tokens times 1,000 is a whole number for every
 * price in the list), so nothing is lost to rounding.
 */
export function createLedger(): Ledger {
  const models = new Map<string, Totals>();
  return {
    open: (model) => {
      let said: Totals | undefined;
      const write = (totals: Totals, sign: 1 | -1): void => {
        models.set(model, addTotals(models.get(model) ?? nothing, totals, sign));
      };
      return {
        say: (usage) => {
          if (said !== undefined) write(said, -1);
          said =
            usage === null
              ? undefined
              : { ...usage, requests: 1, nanodollars: costInNanodollars(model, usage) };
          if (said !== undefined) write(said, 1);
        },
      };
    },
    clear: () => models.clear(),
    report: () => {
      const priced = [...models.values()].map((totals) => ({
        ...totals,
        nanodollars: totals.nanodollars ?? 0,
      }));
      const unpriced = [...models.values()].filter((totals) => totals.nanodollars === null);
      const { nanodollars, ...total } = priced.reduce<Totals>(
        (sum, totals) => addTotals(sum, totals),
        nothing,
      );
      return {
        total: {
          ...total,
          costUsd: (nanodollars ?? 0) / 1e9,
          unpricedRequests: unpriced.reduce((requests, totals) => requests + totals.requests, 0),
        },
        models: Object.fromEntries([...models].map(([model, totals]) => [model, toLine(totals)])),
      };
    },
  };
}

interface Totals extends BilledUsage {
  readonly requests: number;
  readonly nanodollars: number | null;
}

const nothing: Totals = {
  requests: 0,
  inputTokens: 0,
  outputTokens: 0,
  cacheReadTokens: 0,
  cacheWrite5mTokens: 0,
  cacheWrite1hTokens: 0,
  nanodollars: 0,
};

function addTotals(left: Totals, right: Totals, sign: 1 | -1 = 1): Totals {
  return {
    requests: left.requests + sign * right.requests,
    inputTokens: left.inputTokens + sign * right.inputTokens,
    outputTokens: left.outputTokens + sign * right.outputTokens,
    cacheReadTokens: left.cacheReadTokens + sign * right.cacheReadTokens,
    cacheWrite5mTokens: left.cacheWrite5mTokens + sign * right.cacheWrite5mTokens,
    cacheWrite1hTokens: left.cacheWrite1hTokens + sign * right.cacheWrite1hTokens,
    nanodollars:
      left.nanodollars === null || right.nanodollars === null
        ? null
        : left.nanodollars + sign * right.nanodollars,
  };
}

function toLine({ nanodollars, ...totals }: Totals): LedgerLine {
  return { ...totals, costUsd: nanodollars === null ? null : nanodollars / 1e9 };
}

function costInNanodollars(model: string, usage: BilledUsage): number | null {
  const known = findModel(model);
  if (known === undefined) return null;
  const prompt =
    usage.inputTokens + usage.cacheReadTokens + usage.cacheWrite5mTokens + usage.cacheWrite1hTokens;
  const { longPrompt } = known;
  const price: Price = longPrompt !== undefined && prompt > longPrompt.above ? longPrompt.price : known.price;
  return (
    usage.inputTokens * Math.round(price.input * 1000) +
    usage.outputTokens * Math.round(price.output * 1000) +
    usage.cacheReadTokens * Math.round(price.cacheRead * 1000) +
    usage.cacheWrite5mTokens * Math.round(price.cacheWrite5m * 1000) +
    usage.cacheWrite1hTokens * Math.round(price.cacheWrite1h * 1000)
  );
}
