import type { ChatEvent, ChatEventOf } from '@jackdaw/core/protocol';
import { fitText } from '../../output/fit-text.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { formatDuration } from '../../output/format-duration.ts';
import { formatAge } from '../../output/format-relative-time.ts';
import { compactText } from '../../state/compact-text.ts';
import { changeText } from '../../state/turn-progress.ts';
import { waitOf, waitText } from '../../state/wait-text.ts';

/** What a person waiting for an answer wants to know of an event, on one line; null where it is nothing. */
export function describeEvent(event: ChatEvent): string | null {
  switch (event.type) {
    case 'admission-wait':
    case 'upstream-wait':
      return waitText(waitOf(event, 0), 0);
    case 'route-change':
      return changeText(event);
    case 'context-compact':
      return compactText(event);
    case 'cache-hit': {
      const how = event.tier === 'exact' ? 'exact' : similarText(event);
      const saved = event.savedUsd === null ? '' : ` · saved ${formatDollars(event.savedUsd)}`;
      return `from the cache: ${how} · ${formatAge(event.ageMs)}${saved}`;
    }
    case 'attempt-end':
      if (event.error === undefined || event.retryInMs === undefined) return null;
      return `attempt ${event.attempt} failed (${event.error.code.replaceAll('_', ' ')}); trying again in ${formatDuration(event.retryInMs)}`;
    case 'text-discard':
      return `the answer is not what the schema asks for; asking again (${event.reason})`;
    case 'warning':
      return event.message;
    case 'turn-start':
    case 'admission-pass':
    case 'cache-miss':
    case 'route-choose':
    case 'flight-join':
    case 'attempt-start':
    case 'thinking-delta':
    case 'text-delta':
    case 'content-block':
    case 'object-delta':
    case 'cache-save':
    case 'passage-bytes':
    case 'passage-refusal':
    case 'passage-hit':
    case 'turn-end':
    case 'turn-error':
      return null;
    default:
      // An event of a newer daemon.
      return event satisfies never;
  }
}

/** Columns of the matched question at most. */
const QUOTE = 60;

function similarText({ similarity, matchedPrompt, judged }: ChatEventOf<'cache-hit'>): string {
  const score = similarity === undefined ? '' : ` ${similarity.toFixed(2)}`;
  const matched = matchedPrompt === undefined ? '' : ` to “${fitText(matchedPrompt, QUOTE)}”`;
  return `similar${score}${matched}${judged === true ? ', judged' : ''}`;
}
