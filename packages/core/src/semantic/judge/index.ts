export { createJudge, type JudgeOptions } from './create-judge.ts';
export { openHitChecks, type FalseHitEstimate, type HitChecks } from './hit-checks.ts';
export { answersCall, readVerdict, wordingsCall } from './judge-call.ts';
export { NO_JUDGE, type JudgedCase, type Judge, type Judgement } from './judge.ts';
export {
  JUDGE_MODES,
  whenToJudge,
  type JudgeMode,
  type JudgingCase,
  type JudgingTime,
} from './when-to-judge.ts';
