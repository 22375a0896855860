import { analyse, decide, thresholdsFor, unfitForSemantic, type SemanticVerdict } from '@jackdaw/core';
import type { LabelledPair } from './labelled-pairs.ts';

/** What the policy does with a pair, as the daemon would: b is asked while the answer to a is stored. */
export function judgePair(pair: LabelledPair, similarity: number, embedderId: string): SemanticVerdict {
  const [a, b] = [analyse(pair.a), analyse(pair.b)];
  const unfit = unfitForSemantic(a) ?? unfitForSemantic(b);
  if (unfit !== null) return { verdict: 'refuse', reason: unfit };
  return decide({ similarity, a, b, thresholds: thresholdsFor(embedderId), bar: 0 });
}

export interface Judged extends LabelledPair {
  readonly similarity: number;
  readonly verdict: SemanticVerdict;
}

/** Counts what was served, by label and by kind. Rates are shares from 0 to 1, of the positives or of the traps. */
export function summarise(judged: readonly Judged[]) {
  const byKind: Record<string, { n: number; served: number }> = {};
  const counts = { positives: 0, traps: 0, hits: 0, wrong: 0, suggestedPositives: 0, suggestedTraps: 0 };
  for (const { label, kind, verdict } of judged) {
    const served = verdict.verdict === 'serve' ? 1 : 0;
    const suggested = verdict.verdict === 'suggest' ? 1 : 0;
    const entry = (byKind[kind] ??= { n: 0, served: 0 });
    entry.n += 1;
    entry.served += served;
    counts[label === 1 ? 'positives' : 'traps'] += 1;
    counts[label === 1 ? 'hits' : 'wrong'] += served;
    counts[label === 1 ? 'suggestedPositives' : 'suggestedTraps'] += suggested;
  }
  return {
    pairs: judged.length,
    ...counts,
    servedPositives: share(counts.hits, counts.positives),
    servedTraps: share(counts.wrong, counts.traps),
    byKind,
  };
}

const share = (part: number, whole: number): number => (whole === 0 ? 0 : Number((part / whole).toFixed(4)));
