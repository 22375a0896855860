import type { Answer } from './answer.ts';
import type { TurnOutcome } from './run-turn.ts';
import { NO_USAGE } from './usage.ts';

/** The part of the result that the answer itself decides. A hit, and an answer that another turn paid for, cost nothing. */
export function resultOf({ answer, hit }: TurnOutcome, joined: boolean) {
  const free = hit !== null || joined;
  return {
    text: answer.text,
    ...(answer.data === undefined ? {} : { data: answer.data }),
    ...(hit !== null || answer.repairs === undefined ? {} : { repairs: answer.repairs }),
    ...(answer.blocks.length === 0 ? {} : { blocks: answer.blocks }),
    model: answer.model,
    cache: hit?.tier ?? ('miss' as const),
    usage: free ? NO_USAGE : answer.usage,
    costUsd: free ? 0 : answer.costUsd,
    savedUsd: free ? (answer.costUsd ?? 0) : 0,
    ...(free || answer.baselineUsd === undefined ? {} : { routingSavedUsd: routingSaved(answer) }),
    stopReason: answer.stopReason,
    ...(answer.explanation === undefined ? {} : { explanation: answer.explanation }),
  };
}

function routingSaved({ costUsd, baselineUsd }: Answer): number | null {
  return costUsd === null || baselineUsd === null || baselineUsd === undefined ? null : baselineUsd - costUsd;
}
