export { abortable } from './abortable.ts';
export type { Clock } from './clock.ts';
export { SlidingCount } from './sliding-count.ts';
export { createSystemClock } from './system-clock.ts';
