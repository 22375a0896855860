export { decide, type Candidate, type SemanticVerdict } from './decide.ts';
export type { Embedder, PromptVector } from './embedder.ts';
export { rankByLikeness, type LikenessOptions, type Ranked } from './rank-by-likeness.ts';
export { createLexicalEmbedder, embedLexically } from './lexical-embedder.ts';
export { analyse } from './question/analyse.ts';
export type { Question, Term } from './question/question.ts';
export { thresholdsFor, type Thresholds } from './thresholds.ts';
export { unfitForSemantic } from './unfit-for-semantic.ts';
export type { Neighbour, VectorIndex } from './vector-index.ts';
export { createSemanticCache, type SemanticCache } from './cache/semantic-cache.ts';
export { openSemanticEntries, type SemanticChange, type SemanticEntries } from './cache/semantic-entries.ts';
export type { SemanticFinding, SimilarAnswer } from './cache/semantic-finding.ts';
export type { SemanticRecord } from './cache/semantic-record.ts';
export { findTwin } from './cache/keep-question.ts';
export { removeEntry, type SemanticTier } from './cache/semantic-tier.ts';
export { sweepEntries, type Swept, type SweepOptions } from './cache/sweep-entries.ts';
export {
  createJudge,
  JUDGE_MODES,
  NO_JUDGE,
  openHitChecks,
  whenToJudge,
  type FalseHitEstimate,
  type HitChecks,
  type Judge,
  type JudgedCase,
  type Judgement,
  type JudgeMode,
  type JudgeOptions,
  type JudgingCase,
  type JudgingTime,
} from './judge/index.ts';
