/** Cosine bars of one embedder. */
export interface Thresholds {
  /** From here on an answer is served, if no guard objects. */
  readonly serve: number;
  /** From here on a stored answer is worth a judge or a suggestion; below, nothing is said of it. */
  readonly suggest: number;
}

/** The guards carry the precision, so the bars are low; see docs/semantic-cache.md for how they were found. */
const MINILM: Thresholds = { serve: 0.5, suggest: 0.4 };
const LEXICAL: Thresholds = { serve: 0.3, suggest: 0.2 };
/** An embedder that nobody measured has to be nearly sure. */
const UNKNOWN: Thresholds = { serve: 0.9, suggest: 0.75 };

/** The bars of an embedder by its id. */
export function thresholdsFor(embedderId: string): Thresholds {
  if (embedderId.startsWith('lexical-')) return LEXICAL;
  return /minilm-l6-v2/i.test(embedderId) ? MINILM : UNKNOWN;
}
