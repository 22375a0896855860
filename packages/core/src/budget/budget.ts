/** A share of the day's money, kept for a call under way. */
export interface Hold {
  /** The call is over, and what it cost is in the ledger. More than once does nothing. */
  release(): void;
}

export interface BudgetState {
  /** Dollars a day. */
  readonly dailyUsd: number;
  /** Dollars, since midnight. */
  readonly spentUsd: number;
  /** Milliseconds since the epoch: the next midnight of the machine's own time zone. */
  readonly resetsAt: number;
}

/** What may be spent in a day. */
export interface Budget {
  /**
   * Keeps `expectedUsd` for a call (null: no price is known, nothing can be kept). Throws `over_budget` where the day's
   * money does not reach, unless the caller wants the answer all the same.
   */
  reserve(expectedUsd: number | null, allSame: boolean): Hold;
  /** Null where no budget is set. */
  readonly state: BudgetState | null;
}
