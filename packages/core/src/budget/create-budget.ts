import type { Clock } from '../clock/index.ts';
import { JackdawError } from '../errors/index.ts';
import type { Budget, BudgetState, Hold } from './budget.ts';

export interface BudgetOptions {
  /** Dollars a day; null for no limit. */
  readonly dailyUsd: number | null;
  /** Dollars since midnight, from the ledger. */
  readonly spentToday: () => number;
  readonly clock: Pick<Clock, 'now'>;
}

const NO_HOLD: Hold = { release: () => {} };

export function createBudget({ dailyUsd, spentToday, clock }: BudgetOptions): Budget {
  let heldUsd = 0;

  function hold(usd: number): Hold {
    let kept = usd;
    heldUsd += kept;
    return {
      release() {
        heldUsd -= kept;
        kept = 0;
      },
    };
  }

  return {
    reserve(expectedUsd, allSame) {
      if (dailyUsd === null || expectedUsd === 0) return NO_HOLD;
      const spentUsd = spentToday();
      const expected = expectedUsd ?? 0;
      const fits = spentUsd < dailyUsd && spentUsd + heldUsd + expected <= dailyUsd;
      if (!fits && !allSame) {
        throw overBudget({ dailyUsd, spentUsd, resetsAt: nextMidnight(clock.now()) }, expected);
      }
      return hold(expected);
    },
    get state() {
      if (dailyUsd === null) return null;
      return { dailyUsd, spentUsd: spentToday(), resetsAt: nextMidnight(clock.now()) };
    },
  };
}

function overBudget({ dailyUsd, spentUsd, resetsAt }: BudgetState, expectedUsd: number): JackdawError {
  const next = expectedUsd === 0 ? '' : `, and this answer would cost about ${dollars(expectedUsd)}`;
  const at = new Date(resetsAt).toTimeString().slice(0, 5);
  return new JackdawError(
    'over_budget',
    `Today's budget does not reach: ${dollars(spentUsd)} of ${dollars(dailyUsd)} is spent${next}. It is new at ${at}; ask over budget (--over-budget, or /over-budget in the chat), or raise budget.daily in the config. Cached answers still cost nothing.`,
  );
}

function dollars(usd: number): string {
  return `$${usd.toFixed(usd < 1 ? 4 : 2)}`;
}

/** The next midnight where the machine is. */
export function nextMidnight(now: number): number {
  const date = new Date(now);
  return new Date(date.getFullYear(), date.getMonth(), date.getDate() + 1).getTime();
}
