import type { TaskType } from '@jackdaw/core/protocol';
import { formatCompact, formatDollars } from '../output/index.ts';
import { neutraliseName } from '../text/index.ts';
import type { PromptEstimate } from './chat-view.ts';

/** Each task in a word, as short as the line is. */
const TASK_WORDS: Readonly<Record<TaskType, string>> = {
  simple_qa: 'question',
  code_generation: 'code',
  complex_reasoning: 'reasoning',
  summarisation: 'summary',
  translation: 'translation',
  extraction: 'extraction',
  creative: 'writing',
  other: 'no clear task',
};

/** `→ sonnet-5-5 · code · ~1.2k tokens · about $0.013` */
export function estimateText(estimate: PromptEstimate, simulated: boolean): string {
  if (estimate.kind === 'too-long') return 'longer than any model reads: shorten it';
  const { model, task, contextTokens, usd } = estimate;
  const cost = usd === null ? 'price unknown' : `about ${formatAboutDollars(usd)}`;
  return [
    `→ ${neutraliseName(model).replace(/^claude-/, '')}`,
    task === null ? 'as chosen' : TASK_WORDS[task],
    `~${formatCompact(contextTokens)} tokens`,
    simulated ? 'simulated' : cost,
  ].join(' · ');
}

/** Two digits: the answer's length is a guess. */
function formatAboutDollars(usd: number): string {
  if (usd < 0.0001 || usd >= 1) return formatDollars(usd);
  return `$${Number(usd.toPrecision(2))}`;
}
