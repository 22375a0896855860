import { isCostKnown, type AttemptLine, type RecordAttempt } from '../ledger/index.ts';
import { addUsage, NO_USAGE, type Usage } from './usage.ts';

/** What the attempts of one turn were billed so far; null where nothing is known. */
export interface BillTotal {
  readonly usage: Usage | null;
  /** Dollars. */
  readonly costUsd: number | null;
  /** False where a call may have cost more than that. */
  readonly costKnown: boolean;
}

/** Of a turn that asked no model. */
export const NO_BILL: BillTotal = { usage: NO_USAGE, costUsd: 0, costKnown: true };

export interface Bill {
  /** Puts attempts on record as before, and on this bill. */
  counting(record: RecordAttempt): RecordAttempt;
  total(): BillTotal;
}

/** What a turn was billed with what was billed beside its answer; unknown where a part is. */
export function withBill<Billed extends Pick<BillTotal, 'usage' | 'costUsd'>>(
  billed: Billed,
  beside: BillTotal,
): Billed {
  if (beside.usage === null) return billed;
  return {
    ...billed,
    usage: billed.usage === null ? null : addUsage(billed.usage, beside.usage),
    costUsd: billed.costUsd === null || beside.costUsd === null ? null : billed.costUsd + beside.costUsd,
  };
}

/** Lines are amended as the upstream counts on, so the bill holds the latest of each, also of a call that was cancelled. */
export function createBill(): Bill {
  const lines: AttemptLine[] = [];
  return {
    counting: (record) => (line) => {
      const place = lines.push(line) - 1;
      const amend = record(line);
      return (later) => {
        lines[place] = later;
        amend(later);
      };
    },
    total() {
      let usage: Usage | null = null;
      let costUsd: number | null = null;
      for (const line of lines) {
        if (line.usage !== null) usage = addUsage(usage ?? NO_USAGE, line.usage);
        if (line.costUsd !== null && line.usage !== null) costUsd = (costUsd ?? 0) + line.costUsd;
      }
      return { usage, costUsd, costKnown: lines.every(isCostKnown) };
    },
  };
}
