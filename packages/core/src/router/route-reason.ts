import type { TaskType } from './task-type.ts';
import type { RouteFacts, RouteRule } from './route-rule.ts';

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
const SIGNS = 2;

export function formatTokens(tokens: number): string {
  return NUMBERS.format(tokens);
}

/** What was seen and where it led, for people: `complex reasoning (asks for a proof), 45 tokens → capable`. */
export function ruleReason(rule: RouteRule, facts: RouteFacts, signs: readonly string[] | 'named'): string {
  const conditions = [
    ...(rule.contextOver === undefined ? [] : [`over ${formatTokens(rule.contextOver)}`]),
    ...(rule.turnsOver === undefined ? [] : [`over ${rule.turnsOver} turns`]),
    ...(rule.turnsUnder === undefined ? [] : [`under ${rule.turnsUnder} turns`]),
    ...(rule.attachment === undefined ? [] : [`attached: ${rule.attachment}`]),
    ...(rule.schema === undefined ? [] : [rule.schema ? 'with a schema' : 'without a schema']),
    ...(rule.tools === undefined ? [] : [rule.tools ? 'with tools' : 'without tools']),
  ];
  const tail = conditions.length === 0 ? '' : ` (${conditions.join(', ')})`;
  return `${taskWords(facts.task, signs)}, ${formatTokens(facts.contextTokens)} tokens${tail} → ${rule.tier}`;
}

function taskWords(task: TaskType, signs: readonly string[] | 'named'): string {
  if (signs === 'named') return `${TASK_WORDS[task]} (as the request says)`;
  const told = signs.slice(0, SIGNS).join(', ');
  return told === '' ? TASK_WORDS[task] : `${TASK_WORDS[task]} (${told})`;
}
