import { JackdawError } from '@jackdaw/core/protocol';
import type { ServerLimits } from './server-limits.ts';

/** How much one connection may have under way, so that a client that never waits cannot fill the memory. */
export interface CallBound {
  /** Null where the call may begin; `end` has to follow. */
  begin(characters: number): JackdawError | null;
  end(characters: number): void;
  readonly underWay: number;
}

/** Milliseconds after which there may be room: most calls take less. */
const RETRY_AFTER_MS = 100;

/** A single call is never refused, however long its frame. */
export function createCallBound({
  maxCalls,
  maxCallCharacters,
}: Pick<ServerLimits, 'maxCalls' | 'maxCallCharacters'>): CallBound {
  let underWay = 0;
  let held = 0;
  return {
    begin(characters) {
      if (underWay >= maxCalls || (underWay > 0 && held + characters > maxCallCharacters)) {
        const message = `${underWay} calls of this connection are under way. Wait for some of their answers first.`;
        return new JackdawError('queue_full', message, { retryAfterMs: RETRY_AFTER_MS });
      }
      underWay += 1;
      held += characters;
      return null;
    },
    end(characters) {
      underWay -= 1;
      held -= characters;
    },
    get underWay() {
      return underWay;
    },
  };
}
