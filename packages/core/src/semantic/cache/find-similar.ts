import type { Clock } from '../../clock/index.ts';
import type { Answer } from '../../turn/answer.ts';
import type { PromptVector } from '../embedder.ts';
import { decide, type SemanticVerdict } from '../decide.ts';
import { analyse } from '../question/analyse.ts';
import type { Question } from '../question/question.ts';
import { thresholdsFor } from '../thresholds.ts';
import type { SemanticEntries } from './semantic-entries.ts';
import { better, none, NOTHING, type SemanticFinding } from './semantic-finding.ts';
import type { SemanticRecord } from './semantic-record.ts';
import { removeEntry, type SemanticTier } from './semantic-tier.ts';

/** Candidates that are looked at, likeliest first: behind the first few none was ever right. */
const CANDIDATES = 5;

const analyses = new WeakMap<SemanticRecord, Question>();

/** The stored question, analysed once for as long as its record is kept in memory. */
function analysed(record: SemanticRecord): Question {
  const known = analyses.get(record) ?? analyse(record.question);
  analyses.set(record, known);
  return known;
}

export interface FindSimilarOptions {
  readonly entries: SemanticEntries;
  /** The exact cache's answer, or null where it is gone. */
  readonly answerOf: (entryId: string) => Promise<Answer | null>;
  readonly tiers: () => readonly SemanticTier[];
  readonly clock: Clock;
}

/**
 * Looks for an answer to serve in one tier, past the guards. Entries that turn out to be expired or without an answer
 * are removed. `embedded` is told the question's vector. Rejects with what the embedder or the store throws.
 */
export async function findInTier(
  { embedder, index }: SemanticTier,
  context: string,
  question: Question,
  { entries, answerOf, tiers, clock }: FindSimilarOptions,
  signal: AbortSignal,
  embedded: (vector: PromptVector) => void,
): Promise<SemanticFinding> {
  if (index.size === 0) return NOTHING;
  const [vector] = await embedder.embed([question.text], signal);
  if (vector === undefined || vector === null) return none(`${embedder.id} cannot embed this text`);
  embedded({ embedderId: embedder.id, vector });
  const thresholds = thresholdsFor(embedder.id);

  async function weigh(
    record: SemanticRecord,
    similarity: number,
    { verdict, reason }: SemanticVerdict,
  ): Promise<SemanticFinding> {
    if (verdict === 'refuse') return none(reason);
    const { id: semanticId, entryId, question: matchedPrompt } = record;
    const answer = await answerOf(entryId);
    if (answer === null) {
      removeEntry(semanticId, entries, tiers());
      return none('the similar answer is gone');
    }
    return { kind: verdict, found: { semanticId, entryId, answer, similarity, matchedPrompt }, reason };
  }

  let best: SemanticFinding = NOTHING;
  for (const { id, similarity } of index.nearest(context, vector, CANDIDATES, thresholds.suggest)) {
    const record = entries.get(id);
    // An index that had a place of its own for this number, from before the store lost something, must not mix contexts.
    if (record?.context !== context) continue;
    if (record.expiresAt <= clock.now()) {
      removeEntry(id, entries, tiers());
      best = better(best, none('the similar answer has expired'));
      continue;
    }
    const asked = analysed(record);
    const likeness = asked.plain === question.plain ? 1 : similarity;
    const verdict = decide({ similarity, a: question, b: asked, thresholds, bar: record.bar });
    const finding = await weigh(record, likeness, verdict);
    signal.throwIfAborted();
    if (finding.kind === 'serve') return finding;
    // The likeliest suggestion is told, else why the likeliest candidate was refused.
    best = better(best, finding);
  }
  return best;
}
