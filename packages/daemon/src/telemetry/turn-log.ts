import type { TurnRecord } from '@jackdaw/core';
import type { Config } from '@jackdaw/core/home';
import type { Log } from '../log/index.ts';

/**
 * A line of the log for each turn: at level debug, and with `logContent` at level info together with question and answer.
 * Null where neither is wanted.
 */
export function createTurnLog(
  { logLevel, logContent }: Pick<Config['daemon'], 'logLevel' | 'logContent'>,
  log: Log,
): ((record: TurnRecord) => void) | null {
  if (logContent) return (record) => log.info({ ...factsOf(record), ...contentOf(record) }, 'A turn ended.');
  return logLevel === 'debug' ? (record) => log.debug(factsOf(record), 'A turn ended.') : null;
}

function factsOf({ turnId, caller, open, ending, durationMs, ttftMs }: TurnRecord) {
  return {
    turn: turnId,
    client: caller.client,
    conversation: open?.conversationId ?? null,
    durationMs: Math.round(durationMs),
    ttftMs: ttftMs === null ? null : Math.round(ttftMs),
    ...('error' in ending
      ? { error: ending.error.code, usage: ending.usage, costUsd: ending.costUsd }
      : {
          model: ending.result.model,
          cache: ending.result.cache,
          stopReason: ending.result.stopReason,
          usage: ending.result.usage,
          costUsd: ending.result.costUsd,
          savedUsd: ending.result.savedUsd,
        }),
  };
}

function contentOf({ request, text }: TurnRecord) {
  return { question: request.messages.at(-1)?.content ?? null, answer: text };
}
