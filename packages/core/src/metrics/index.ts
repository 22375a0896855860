export { LiveWindows } from './live-windows.ts';
export { createLoopDelay, type LoopDelay } from './loop-delay.ts';
export { LiveSeries } from './time-series.ts';
export { watchChange } from './watch-change.ts';
export { STATS_WINDOWS, WINDOW_MS, type StatsWindow } from './window-name.ts';
