import type { ChatEvent } from '@jackdaw/core/protocol';
import { describeEvent } from './describe-event.ts';

/**
 * What happens to a question, a line an event, null where there is nothing to say. A wait is told again only when the
 * place or the reason has changed: lines cannot count down.
 */
export function createEventLines(): (event: ChatEvent) => string | null {
  let told = '';
  return (event) => {
    if (event.type === 'admission-wait' || event.type === 'upstream-wait') {
      const wait = `${event.type} ${event.reason} ${event.position}`;
      if (wait === told) return null;
      told = wait;
    } else if (event.type === 'attempt-start') {
      told = '';
    }
    return describeEvent(event);
  };
}
