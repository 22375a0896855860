/** How far back figures reach; `all` since the ledger began. The others are kept in memory and filled at a start. */
export const STATS_WINDOWS = ['minute', 'hour', 'day', 'all'] as const;
export type StatsWindow = (typeof STATS_WINDOWS)[number];

export const WINDOW_MS: Readonly<Record<Exclude<StatsWindow, 'all'>, number>> = {
  minute: 60_000,
  hour: 3_600_000,
  day: 86_400_000,
};
