import type { TaskType } from '../turn/chat-request.ts';
import type { RouteRule } from './route-rule.ts';

const TASK_WORDS: Readonly<Record<TaskType, string>> = {
  simple_qa: 'short question',
  code_generation: 'code',
  complex_reasoning: 'complex reasoning',
  summarisation: 'summary',
  translation: 'translation',
  extraction: 'extraction',
  creative: 'creative writing',
  other: 'no particular task',
};

const NUMBERS = new Intl.NumberFormat('en-US');

export function formatTokens(tokens: number): string {
  return NUMBERS.format(tokens);
}

/** For people: what was seen and where it led, e.g. `short question, 14 tokens → fast`. */
export function ruleReason(rule: RouteRule, task: TaskType, contextTokens: number, named: boolean): string {
  const what = named ? `${TASK_WORDS[task]} (as the request says)` : TASK_WORDS[task];
  const over = rule.contextOver === undefined ? '' : ` (over ${formatTokens(rule.contextOver)})`;
  return `${what}, ${formatTokens(contextTokens)} tokens${over} → ${rule.tier}`;
}
