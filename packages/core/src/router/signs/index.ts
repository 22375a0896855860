import { CODE_SIGNS } from './code-signs.ts';
import { EVERYDAY_SIGNS } from './everyday-signs.ts';
import { FIELD_SIGNS } from './field-signs.ts';
import { MATHS_SIGNS } from './maths-signs.ts';
import { PROBLEM_SIGNS } from './problem-signs.ts';
import { QUESTION_SIGNS } from './question-signs.ts';
import { REASONING_SIGNS } from './reasoning-signs.ts';
import { CREATIVE_SIGNS, TEXT_SIGNS } from './text-signs.ts';
import type { TaskSign } from './sign.ts';

export type { TaskSign } from './sign.ts';

/** Everything that is looked for in what the user asks. */
export const TASK_SIGNS: readonly TaskSign[] = [
  ...CODE_SIGNS,
  ...REASONING_SIGNS,
  ...PROBLEM_SIGNS,
  ...FIELD_SIGNS,
  ...MATHS_SIGNS,
  ...TEXT_SIGNS,
  ...CREATIVE_SIGNS,
  ...QUESTION_SIGNS,
  ...EVERYDAY_SIGNS,
];
