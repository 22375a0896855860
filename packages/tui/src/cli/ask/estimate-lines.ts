import type { TurnEstimate } from '@jackdaw/core/protocol';
import { formatCompact } from '../../output/format-count.ts';
import { formatDollars } from '../../output/format-dollars.ts';
import { neutraliseLine, neutraliseName } from '../../text/neutralise.ts';

/** An estimate in words; the answer's length, and with it the cost, is a guess. */
export function estimateLines(estimate: TurnEstimate, simulated: boolean): readonly string[] {
  const { model, tier, task, confidence, reason, contextTokens, answerTokens } = estimate;
  return [
    `model   ${neutraliseName(model)}${tier === null ? '' : `, the ${tier} tier`}`,
    `why     ${neutraliseLine(reason)}`,
    `task    ${task}, ${Math.round(confidence * 100)} % sure`,
    `tokens  about ${formatCompact(contextTokens)} in, ${formatCompact(answerTokens)} out`,
    `cost    ${simulated ? 'nothing: the built-in simulator would answer' : costText(estimate)}`,
  ];
}

function costText({ usd, baselineUsd }: TurnEstimate): string {
  if (usd === null) return 'not known: the model’s price is not';
  const baseline =
    baselineUsd === null || baselineUsd === usd
      ? ''
      : `; ${formatDollars(baselineUsd)} with the baseline model`;
  return `about ${formatDollars(usd)} where no cache answers${baseline}`;
}
