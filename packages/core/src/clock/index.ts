export { abortable } from './abortable.ts';
export type { Clock } from './clock.ts';
export { createSystemClock } from './system-clock.ts';
