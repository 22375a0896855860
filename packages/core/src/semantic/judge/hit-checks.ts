import { z } from 'zod';
import type { Store } from '../../store/index.ts';

const KEY = 'semantic-checks';

const countsSchema = z.object({ checked: z.number().int().min(0), wrong: z.number().int().min(0) });

/** Of the similar answers that were checked against the model's own: how many said something else. */
export interface FalseHitEstimate {
  readonly checked: number;
  readonly wrong: number;
  /** 0 to 1. */
  readonly rate: number;
}

/** Counts that outlive the daemon. */
export interface HitChecks {
  count(wrong: boolean): void;
  /** Null where nothing was ever checked. */
  estimate(): FalseHitEstimate | null;
}

/** Starts at nothing where the store cannot be read. */
export async function openHitChecks(store: Store): Promise<HitChecks> {
  const stored = countsSchema.safeParse(await store.get(KEY).catch(() => undefined));
  let { checked, wrong } = stored.success ? stored.data : { checked: 0, wrong: 0 };
  return {
    count(isWrong) {
      checked += 1;
      if (isWrong) wrong += 1;
      store.writeLater([{ type: 'put', key: KEY, value: { checked, wrong } }]);
    },
    estimate: () => (checked === 0 ? null : { checked, wrong, rate: wrong / checked }),
  };
}
