import type { Stats } from '@jackdaw/core/protocol';
import type { TurnCounts } from '../turn-counts.ts';

/** All that a page of metrics is made of, as it stands now. Whoever has more to show adds it here. */
export interface DaemonFigures {
  /** Of all time, and of this moment. */
  readonly stats: Stats;
  /** Since the start. */
  readonly turns: TurnCounts;
  readonly cacheMaxBytes: number;
  readonly turnsActive: number;
  readonly clients: number;
  readonly version: string;
  readonly process: ProcessFigures;
}

export interface ProcessFigures {
  readonly cpuSeconds: number;
  readonly residentBytes: number;
  readonly heapUsedBytes: number;
  readonly heapTotalBytes: number;
  /** Seconds since the epoch. */
  readonly startedAt: number;
  /** 0 to 1, since the start. */
  readonly eventLoopUtilization: number;
}
