import type { EventEmitter } from 'node:events';
import { poll } from './poll.ts';

/** Keys are listened to from the first effect on, which comes some time after the first frame. */
export const untilListeningToKeys = (stdin: EventEmitter) =>
  poll('somebody who listens to keys', () => stdin.listenerCount('readable') > 0);
