import {
  createLoopDelay,
  watchChange,
  type Admission,
  type Budget,
  type Clock,
  type ExactCache,
  type Gate,
  type Ledger,
  type PriceTable,
  type SemanticCache,
} from '@jackdaw/core';
import type { Stats, StatsWindow } from '@jackdaw/core/protocol';

export interface StatsOptions {
  readonly ledger: Ledger;
  /** Books what waits to be booked. */
  readonly settle: () => void;
  readonly budget: Budget;
  readonly gate: Gate;
  readonly admission: Admission;
  readonly cache: ExactCache;
  readonly similar: SemanticCache;
  readonly falseHits: () => Stats['falseHitEstimate'] | null;
  readonly prices: PriceTable;
  /** Models that the config prices. */
  readonly overridden: readonly string[];
  readonly clock: Clock;
}

export interface StatsSource {
  get(window?: StatsWindow): Stats;
  /** Calls back after each change, until the returned function is called. */
  onChange(listener: () => void): () => void;
  /** What the dollars are counted with. */
  readonly prices: NonNullable<Stats['prices']>;
  close(): void;
}

/** Queues and breakers change without a line in the ledger; they are looked at so often, while somebody listens. */
const LOOK_MS = 1000;

/** The ledger's figures, and how it stands at this moment. Nothing runs while nobody looks. */
export function createStats(options: StatsOptions): StatsSource {
  const { ledger, settle, budget, gate, admission, cache, similar, clock } = options;
  const loopDelay = createLoopDelay(clock);
  const prices = { asOf: options.prices.asOf, overridden: [...options.overridden] };

  function moment(): NonNullable<Stats['now']> {
    const gates = gate.states();
    const sum = (of: (state: (typeof gates)[number]) => number) =>
      gates.reduce((total, state) => total + of(state), 0);
    const { rss, heapUsed } = process.memoryUsage();
    const { entries, bytes } = cache.stats();
    return {
      queue: {
        admission: admission.waiting,
        upstream: sum(({ waiting }) => waiting),
        underWay: sum(({ underWay }) => underWay),
      },
      gates,
      loopDelayMs: loopDelay.look(),
      memory: { rssBytes: rss, heapUsedBytes: heapUsed },
      index: { similar: similar.size, exact: entries, bytes },
    };
  }

  /** What of this moment is worth telling by itself: no counter that always moves. */
  function standing(): string {
    const gates = gate
      .states()
      .map(({ model, breaker, underWay, waiting, pausedMs }) => [
        model,
        breaker,
        underWay,
        waiting,
        pausedMs > 0,
      ]);
    return JSON.stringify([admission.waiting, gates]);
  }

  return {
    prices,
    get(window = 'all') {
      settle();
      const falseHitEstimate = options.falseHits();
      return {
        ...ledger.stats(window),
        budget: budget.state,
        now: moment(),
        prices,
        ...(falseHitEstimate === null ? {} : { falseHitEstimate }),
      };
    },
    onChange(listener) {
      const stopLedger = ledger.onChange(listener);
      const stopWatch = watchChange(standing, listener, LOOK_MS, clock);
      return () => {
        stopLedger();
        stopWatch();
      };
    },
    close: () => loopDelay.close(),
  };
}
