export const JUDGE_MODES = ['off', 'background', 'auto'] as const;
export type JudgeMode = (typeof JUDGE_MODES)[number];

/** How much more the model must cost, or how much longer it must take, for the judge to be asked before it. */
const WORTH_A_WAIT = 5;

export interface JudgingCase {
  readonly mode: JudgeMode;
  /** True where the built-in simulator answers. */
  readonly simulated: boolean;
  /** Dollars and milliseconds that the model is expected to take, and those of the judge; null where unknown. */
  readonly modelUsd: number | null;
  readonly modelMs: number;
  readonly judgeUsd: number | null;
  readonly judgeMs: number;
}

export interface JudgingTime {
  /** in-line: before the model. afterwards: in the background, when the turn is over. */
  readonly when: 'never' | 'in-line' | 'afterwards';
  readonly reason: string;
}

/** Whether and when the judge is asked about an answer that may serve. Pure. */
export function whenToJudge(one: JudgingCase): JudgingTime {
  const { mode, simulated, modelUsd, modelMs, judgeUsd, judgeMs } = one;
  if (mode === 'off') return { when: 'never', reason: 'the judge is off' };
  if (simulated) return { when: 'never', reason: 'the demo has no judge' };
  if (mode === 'background') return { when: 'afterwards', reason: 'the judge works in the background' };
  if (modelUsd !== null && judgeUsd !== null && judgeUsd > 0 && modelUsd >= WORTH_A_WAIT * judgeUsd) {
    return { when: 'in-line', reason: `the model costs ${Math.round(modelUsd / judgeUsd)} times as much` };
  }
  if (modelMs >= WORTH_A_WAIT * judgeMs) {
    return { when: 'in-line', reason: `the model takes ${Math.round(modelMs / judgeMs)} times as long` };
  }
  return { when: 'afterwards', reason: 'the model costs and takes little more than the judge' };
}
