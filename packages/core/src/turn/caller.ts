import type { Upstream } from '../provider/index.ts';

/** On whose behalf a turn runs. */
export interface Caller {
  /** Name of the program, for the ledger. */
  readonly client: string;
  readonly upstream: Upstream;
}
