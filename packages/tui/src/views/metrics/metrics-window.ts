import { type Series, type SeriesRange, type StatsWindow } from '@jackdaw/core/protocol';
import type { TimeSpan } from '../../charts/index.ts';

/** How far back the figures reach, with what draws it. */
export interface MetricsWindow {
  readonly id: StatsWindow;
  readonly label: string;
  readonly range: SeriesRange;
  readonly ms: number;
}

const MINUTE = 60_000;

export const METRICS_WINDOWS: readonly MetricsWindow[] = [
  { id: 'minute', label: '1 min', range: 'hour', ms: MINUTE },
  { id: 'hour', label: '1 h', range: 'hour', ms: 60 * MINUTE },
  { id: 'day', label: 'day', range: 'days', ms: 24 * 60 * MINUTE },
  { id: 'all', label: 'all', range: 'month', ms: 31 * 24 * 60 * MINUTE },
];

/** The time that a chart of the window draws, to the end of the step under way. */
export function spanOf(window: MetricsWindow, series: Series): TimeSpan {
  const to = Math.ceil(series.to / series.stepMs) * series.stepMs;
  return { from: to - Math.max(window.ms, 6 * series.stepMs), to };
}
