export { decide, type Candidate, type SemanticVerdict } from './decide.ts';
export type { Embedder } from './embedder.ts';
export { createLexicalEmbedder, embedLexically } from './lexical-embedder.ts';
export { analyse } from './question/analyse.ts';
export type { Question, Term } from './question/question.ts';
export { thresholdsFor, type Thresholds } from './thresholds.ts';
export { unfitForSemantic } from './unfit-for-semantic.ts';
export type { Neighbour, VectorIndex } from './vector-index.ts';
export {
  createSemanticCache,
  type SemanticCache,
  type SemanticFinding,
  type SemanticTier,
  type SimilarAnswer,
} from './cache/semantic-cache.ts';
export { openSemanticEntries, type SemanticChange, type SemanticEntries } from './cache/semantic-entries.ts';
export type { SemanticRecord } from './cache/semantic-record.ts';
