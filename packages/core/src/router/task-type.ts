export const TASK_TYPES = [
  'simple_qa',
  'code_generation',
  'complex_reasoning',
  'summarisation',
  'translation',
  'extraction',
  'creative',
  'other',
] as const;
/** What kind of work a question asks for. */
export type TaskType = (typeof TASK_TYPES)[number];
