import type { CacheHit } from '../cache/index.ts';
import type { Clock } from '../clock/index.ts';
import type { ChatEventOf } from './chat-event.ts';

/** What a turn tells of an answer that was in the cache. */
export function hitEvent(hit: CacheHit, clock: Clock): ChatEventOf<'cache-hit'> {
  const { tier, entryId, answer, similarity, matchedPrompt, semanticId, judged } = hit;
  return {
    type: 'cache-hit',
    tier,
    entryId,
    model: answer.model,
    ageMs: Math.max(0, clock.now() - answer.createdAt),
    savedUsd: answer.costUsd,
    savedMs: answer.latencyMs,
    ...(similarity === undefined ? {} : { similarity, matchedPrompt, semanticId }),
    ...(judged === undefined ? {} : { judged }),
  };
}
